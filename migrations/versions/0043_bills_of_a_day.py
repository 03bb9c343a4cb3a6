"""The released bill of a material on a day, found without touching the bill.

The only index of released bills was the one that excludes two on a day: GiST, twenty microseconds a question. A
structure of a hundred thousand lines asks ninety thousand times.
"""

from __future__ import annotations

from alembic import op

revision = "0043"
down_revision = "0042"

NAME = "ix_boms_released"


def upgrade() -> None:
    op.execute(
        f"CREATE INDEX {NAME} ON boms (organization_id, material_id, valid_from, valid_to, id) WHERE state = 'released'"
    )


def downgrade() -> None:
    op.drop_index(NAME, "boms")
