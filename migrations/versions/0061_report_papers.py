"""Reports among the papers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0061"
down_revision = "0060"

KINDS, BEFORE = "kind IN ('traveler', 'label', 'badges', 'report')", "kind IN ('traveler', 'label', 'badges')"


def upgrade() -> None:
    op.drop_constraint(op.f("ck_prints_kind"), "prints", type_="check")
    op.create_check_constraint(op.f("ck_prints_kind"), "prints", sa.text(KINDS))


def downgrade() -> None:
    op.execute("DELETE FROM prints WHERE kind = 'report'")
    op.drop_constraint(op.f("ck_prints_kind"), "prints", type_="check")
    op.create_check_constraint(op.f("ck_prints_kind"), "prints", sa.text(BEFORE))
