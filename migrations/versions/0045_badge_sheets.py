"""Sheets of badges among the papers: of people instead of an order."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0045"
down_revision = "0044"

KINDS, BEFORE = "kind IN ('traveler', 'label', 'badges')", "kind IN ('traveler', 'label')"


def upgrade() -> None:
    op.alter_column("prints", "work_order_id", nullable=True)
    op.add_column("prints", p.json("wanted", null=True))
    op.drop_constraint(op.f("ck_prints_kind"), "prints", type_="check")
    op.create_check_constraint(op.f("ck_prints_kind"), "prints", sa.text(KINDS))


def downgrade() -> None:
    op.execute("DELETE FROM prints WHERE kind = 'badges'")
    op.drop_constraint(op.f("ck_prints_kind"), "prints", type_="check")
    op.create_check_constraint(op.f("ck_prints_kind"), "prints", sa.text(BEFORE))
    op.drop_column("prints", "wanted")
    op.alter_column("prints", "work_order_id", nullable=False)
