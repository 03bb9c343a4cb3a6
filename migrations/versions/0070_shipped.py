"""How much of a line of a customer order was shipped, and the papers of shipments."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0070"
down_revision = "0069"

BEFORE = ("traveler", "label", "badges", "report")
OURS = ("delivery_note", "packing_list")


def upgrade() -> None:
    op.add_column("customer_order_lines", p.quantity("shipped", "0"))
    op.create_check_constraint(op.f("ck_customer_order_lines_shipped"), "customer_order_lines", "shipped >= 0")
    kinds(*BEFORE, *OURS)


def kinds(*known: str) -> None:
    op.drop_constraint(op.f("ck_prints_kind"), "prints", type_="check")
    listed = ", ".join(f"'{kind}'" for kind in known)
    op.create_check_constraint(op.f("ck_prints_kind"), "prints", sa.text(f"kind IN ({listed})"))


def downgrade() -> None:
    op.execute("DELETE FROM prints WHERE kind IN ('delivery_note', 'packing_list')")
    kinds(*BEFORE)
    op.drop_column("customer_order_lines", "shipped")
