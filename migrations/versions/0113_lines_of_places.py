"""Which line a place of stock serves."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0113"
down_revision = "0112"


def upgrade() -> None:
    op.add_column("stock_locations", sa.Column("work_center_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        None, "stock_locations", "work_centers", ["organization_id", "work_center_id"], ["organization_id", "id"]
    )
    op.create_index(
        "one_place_for_a_line", "stock_locations", ["organization_id", "work_center_id"], unique=True,
        postgresql_where=sa.text("work_center_id IS NOT NULL AND state = 'active'"),
    )  # fmt: skip


def downgrade() -> None:
    op.drop_index("one_place_for_a_line", "stock_locations")
    op.drop_column("stock_locations", "work_center_id")
