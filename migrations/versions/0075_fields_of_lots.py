"""Lots and serial numbers can have fields of the company's own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql as pg

revision = "0075"
down_revision = "0074"


def upgrade() -> None:
    op.add_column("stock_lots", sa.Column("custom", pg.JSONB, nullable=False, server_default="{}"))


def downgrade() -> None:
    op.drop_column("stock_lots", "custom")
