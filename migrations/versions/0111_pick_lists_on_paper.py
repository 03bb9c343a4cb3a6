"""Pick lists among the papers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0111"
down_revision = "0110"

BEFORE = "kind IN ('traveler', 'label', 'badges', 'report', 'delivery_note', 'packing_list', 'tracing')"
KINDS = BEFORE.replace(")", ", 'pick_list')")


def upgrade() -> None:
    _kinds(KINDS)


def downgrade() -> None:
    op.execute("DELETE FROM prints WHERE kind = 'pick_list'")
    _kinds(BEFORE)


def _kinds(allowed: str) -> None:
    op.drop_constraint(op.f("ck_prints_kind"), "prints", type_="check")
    op.create_check_constraint(op.f("ck_prints_kind"), "prints", sa.text(allowed))
