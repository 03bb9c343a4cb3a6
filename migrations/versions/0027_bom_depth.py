"""Alternates of a line, what else comes out of a bill, and what its operations lose."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations import policies as p

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    p.create_tenant_table(
        "bom_alternates",
        p.reference("line_id"),
        p.reference("component_id"),
        p.quantity("ratio", "1"),
        p.whole("priority", "1"),
        p.calendar_day("valid_from", null=True),
        p.calendar_day("valid_to", null=True),
        p.words("note", ""),
        *p.state("state", "proposed", "approved", "withdrawn"),
        _cascade("line_id", "bom_lines"),
        p.tenant_fk("component_id", "materials"),
        sa.CheckConstraint("ratio > 0 AND priority > 0", name="positive"),
        sa.CheckConstraint("valid_to >= valid_from", name="validity"),
        comment="What may be taken in place of the component of a line.",
    )
    p.index("bom_alternates", "line_id")
    p.index("bom_alternates", "component_id")
    outputs()
    losses()
    op.add_column("work_order_materials", sa.Column("alternates", JSONB, nullable=True))
    op.add_column("work_orders", p.calendar_day("starts_on", null=True))


def outputs() -> None:
    p.create_tenant_table(
        "bom_outputs",
        p.reference("bom_id"),
        p.reference("material_id"),
        *p.state("kind", "co", "by"),
        p.quantity("quantity"),
        p.reference("unit_id"),
        p.quantity("cost_share", "0"),
        _cascade("bom_id", "boms"),
        p.tenant_fk("material_id", "materials"),
        p.tenant_fk("unit_id", "units"),
        p.tenant_unique("bom_id", "material_id"),
        sa.CheckConstraint("quantity > 0", name="quantity"),
        sa.CheckConstraint("cost_share >= 0 AND cost_share <= 1", name="cost_share"),
        comment="Co- and by-products with their share of the cost.",
    )
    p.index("bom_outputs", "material_id")


def losses() -> None:
    p.create_tenant_table(
        "bom_losses",
        p.reference("bom_id"),
        p.whole("operation"),
        p.quantity("scrap", "0"),
        _cascade("bom_id", "boms"),
        p.tenant_unique("bom_id", "operation"),
        sa.CheckConstraint("scrap >= 0 AND scrap < 1", name="scrap"),
        sa.CheckConstraint("operation > 0", name="operation"),
        comment="The share of pieces that an operation loses.",
    )


def _cascade(column: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["organization_id", column], [f"{table}.organization_id", f"{table}.id"], ondelete="CASCADE"
    )


def downgrade() -> None:
    op.drop_column("work_orders", "starts_on")
    op.drop_column("work_order_materials", "alternates")
    for table in ("bom_losses", "bom_outputs", "bom_alternates"):
        op.drop_table(table)
