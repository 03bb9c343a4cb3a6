"""The released bill of a material on a day from an index, and what an order takes instead of a component.

The only index of released bills was the one that excludes two on a day: GiST, twenty microseconds a question. A
structure of a hundred thousand lines asks ninety thousand times.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql as pg

from migrations import policies as p

revision = "0052"
down_revision = "0051"

NAME = "ix_boms_released"


def upgrade() -> None:
    op.execute(
        f"CREATE INDEX {NAME} ON boms (organization_id, material_id, valid_from, valid_to, id) WHERE state = 'released'"
    )
    op.add_column("work_order_materials", p.words("takes", ""))
    op.add_column("work_order_materials", p.reference("from_line", null=True))
    op.add_column("work_order_materials", sa.Column("replaced", pg.JSONB, nullable=True))


def downgrade() -> None:
    for column in ("replaced", "from_line", "takes"):
        op.drop_column("work_order_materials", column)
    op.drop_index(NAME, "boms")
