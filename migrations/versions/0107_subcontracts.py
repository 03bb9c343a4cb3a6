"""Operations that are done at a supplier's."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0107"
down_revision = "0106"


def upgrade() -> None:
    op.add_column("work_order_operations", p.reference("outside_id", null=True))
    op.create_foreign_key("fk_work_order_operations_outside", "work_order_operations", "stock_locations",
                          ["organization_id", "outside_id"], ["organization_id", "id"])  # fmt: skip
    p.create_tenant_table(
        "subcontracts",
        p.words("number"),
        sa.Column("number_order", sa.Text, sa.Computed("natural_order(number)", persisted=True), nullable=False),
        p.reference("work_order_id"),
        p.reference("operation_id"),
        p.reference("supplier_id"),
        p.reference("location_id"),
        *p.state("state", "open", "closed"),
        p.calendar_day("due_on", null=True),
        p.words("note", ""),
        p.instant("closed_at", null=True),
        p.tenant_unique("number"),
        p.tenant_unique("operation_id"),
        p.tenant_fk("work_order_id", "work_orders"),
        p.tenant_fk("operation_id", "work_order_operations"),
        p.tenant_fk("supplier_id", "partners"),
        p.tenant_fk("location_id", "stock_locations"),
        plant="required",
        comment="An operation of an order that a supplier does with our material.",
    )
    p.index("subcontracts", "work_order_id")


def downgrade() -> None:
    op.drop_table("subcontracts")
    op.drop_constraint("fk_work_order_operations_outside", "work_order_operations")
    op.drop_column("work_order_operations", "outside_id")
