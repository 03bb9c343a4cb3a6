"""What customers ordered, and what one expects them to order."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    p.create_tenant_table(
        "customer_orders",
        p.words("number"),
        p.reference("customer_id"),
        p.words("reference", ""),
        p.calendar_day("ordered_on"),
        p.calendar_day("due_on"),
        p.words("currency", "USD"),
        p.words("note", ""),
        *p.state("state", "draft", "confirmed", "closed", "cancelled"),
        p.tenant_unique("number"),
        p.tenant_fk("customer_id", "partners"),
        comment="Orders of customers.",
    )
    p.index("customer_orders", "due_on", "id")
    p.index("customer_orders", "customer_id", "due_on")
    lines()
    p.create_tenant_table(
        "forecasts",
        p.reference("material_id"),
        p.words("bucket"),
        p.calendar_day("starts_on"),
        p.quantity("quantity"),
        p.words("note", ""),
        p.tenant_unique("material_id", "bucket", "starts_on"),
        belongs("material_id", "materials"),
        sa.CheckConstraint("bucket IN ('week', 'month')", name="bucket"),
        sa.CheckConstraint("quantity >= 0", name="quantity"),
        comment="Expected demand of a material in a week or a month.",
    )
    p.index("forecasts", "starts_on", "id")


def lines() -> None:
    p.create_tenant_table(
        "customer_order_lines",
        p.reference("order_id"),
        p.whole("position"),
        p.reference("material_id"),
        p.quantity("quantity"),
        p.reference("unit_id"),
        p.calendar_day("due_on"),
        p.money("price", "0"),
        p.words("note", ""),
        p.reference("work_order_id", null=True),
        p.tenant_fk("material_id", "materials"),
        p.tenant_fk("unit_id", "units"),
        p.tenant_fk("work_order_id", "work_orders"),
        belongs("order_id", "customer_orders"),
        sa.CheckConstraint("quantity > 0", name="quantity"),
        sa.CheckConstraint("price >= 0", name="price"),
        comment="What a customer order asks for.",
    )
    p.index("customer_order_lines", "order_id", "position")
    p.index("customer_order_lines", "material_id", "due_on")
    p.index("customer_order_lines", "due_on", "id")
    p.index("customer_order_lines", "work_order_id")


def belongs(column: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["organization_id", column], [f"{table}.organization_id", f"{table}.id"], ondelete="CASCADE"
    )


def downgrade() -> None:
    for table in ("forecasts", "customer_order_lines", "customer_orders"):
        op.drop_table(table)
