"""Records a person opened last, fields of their own for partners and customer orders, and materials that look alike."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql as pg

from migrations import policies as p

revision = "0047"
down_revision = "0046"

EXTENDED = ("partners", "customer_orders")


def upgrade() -> None:
    p.create_tenant_table(
        "recent_records",
        p.reference("user_id"),
        p.words("noun"),
        p.reference("record_id"),
        p.instant("opened_at"),
        p.tenant_fk("user_id", "users"),
        p.tenant_unique("user_id", "noun", "record_id"),
        comment="Which records a person opened, and when last.",
    )
    p.index("recent_records", "user_id", "opened_at")
    for table in EXTENDED:
        op.add_column(table, sa.Column("custom", pg.JSONB, nullable=False, server_default="{}"))
    p.create_tenant_table(
        "material_pairs",
        p.reference("first_id"),
        p.reference("second_id"),
        p.reference("judged_by"),
        p.words("note", ""),
        cascading("first_id", "materials"),
        cascading("second_id", "materials"),
        p.tenant_fk("judged_by", "users"),
        p.tenant_unique("first_id", "second_id"),
        sa.CheckConstraint("first_id < second_id", name="once"),
        comment="Materials that look alike and are not the same, as somebody said.",
    )
    p.index("material_pairs", "second_id")
    p.index("materials", "gtin", "id", where="gtin <> ''")


def cascading(column: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["organization_id", column], [f"{table}.organization_id", f"{table}.id"], ondelete="CASCADE"
    )


def downgrade() -> None:
    op.drop_index("ix_materials_gtin_id", "materials")
    op.drop_table("material_pairs")
    for table in EXTENDED:
        op.drop_column(table, "custom")
    op.drop_table("recent_records")
