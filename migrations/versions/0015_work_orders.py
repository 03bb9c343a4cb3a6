"""Stock on hand; work orders with their frozen operations and materials."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0015"
down_revision = "0014"

ORDER_STATES = (
    "planned",
    "draft",
    "released",
    "in_progress",
    "on_hold",
    "completed",
    "short_closed",
    "failed",
    "closed",
    "cancelled",
)
OPERATION_STATES = ("pending", "ready", "setup", "running", "paused", "blocked", "done", "skipped")


def upgrade() -> None:
    p.create_tenant_table(
        "stock_balances",
        p.reference("material_id"),
        p.words("location"),
        p.words("shelf", ""),
        p.words("bin", ""),
        p.quantity("quantity", "0"),
        p.tenant_fk("material_id", "materials"),
        sa.UniqueConstraint("organization_id", "plant_id", "material_id", "location", "shelf", "bin"),
        sa.CheckConstraint("quantity >= 0", name="not_negative"),
        plant="required",
        comment="How much of a material lies where.",
    )
    p.index("stock_balances", "material_id")
    orders()
    operations()
    materials()


def orders() -> None:
    p.create_tenant_table(
        "work_orders",
        p.words("number"),
        p.reference("material_id"),
        p.quantity("quantity"),
        p.words("unit"),
        p.instant("due_at"),
        p.whole("priority", "3"),
        *p.state("state", *ORDER_STATES),
        p.words("resume_state", ""),
        p.quantity("good", "0"),
        p.quantity("scrap", "0"),
        p.quantity("tolerance", "0.05"),
        p.words("customer", ""),
        p.words("note", ""),
        p.words("state_reason", ""),
        p.words("bom_revision", ""),
        p.words("routing_revision", ""),
        p.yes_no("routing_derived"),
        p.instant("released_at", null=True),
        p.instant("started_at", null=True),
        p.instant("completed_at", null=True),
        p.instant("closed_at", null=True),
        p.tenant_unique("number"),
        p.tenant_fk("material_id", "materials"),
        sa.CheckConstraint("quantity > 0", name="quantity"),
        sa.CheckConstraint("good >= 0 AND scrap >= 0", name="counts"),
        sa.CheckConstraint("priority BETWEEN 1 AND 5", name="priority"),
        sa.CheckConstraint("tolerance >= 0 AND tolerance <= 1", name="tolerance"),
        plant="required",
        comment="An order to make a quantity of a material by a date.",
    )
    p.index("work_orders", "state", "due_at")
    p.index("work_orders", "due_at")
    p.index("work_orders", "material_id")


def operations() -> None:
    p.create_tenant_table(
        "work_order_operations",
        p.reference("work_order_id"),
        p.whole("sequence"),
        p.words("name"),
        p.reference("work_center_id"),
        p.reference("machine_id", null=True),
        p.quantity("setup_minutes", "0"),
        p.quantity("run_minutes", "0"),
        p.whole("usual_quantity", "1"),
        *p.state("state", *OPERATION_STATES),
        p.words("state_reason", ""),
        p.quantity("quantity"),
        p.quantity("good", "0"),
        p.quantity("scrap", "0"),
        p.quantity("arrived", "0"),
        p.instant("started_at", null=True),
        p.instant("finished_at", null=True),
        p.json("steps"),
        p.tenant_fk("work_order_id", "work_orders"),
        p.tenant_fk("work_center_id", "work_centers"),
        p.tenant_fk("machine_id", "machines"),
        sa.UniqueConstraint("organization_id", "work_order_id", "sequence"),
        sa.CheckConstraint("good >= 0 AND scrap >= 0 AND arrived >= 0", name="counts"),
        plant="required",
        comment="One operation of an order, frozen when the order was made.",
    )
    p.index("work_order_operations", "work_center_id", "state")
    p.index("work_order_operations", "machine_id", "state")


def materials() -> None:
    p.create_tenant_table(
        "work_order_materials",
        p.reference("work_order_id"),
        p.whole("position"),
        p.reference("component_id"),
        p.whole("operation", null=True),
        p.quantity("quantity_per"),
        p.quantity("needed"),
        p.words("unit"),
        p.tenant_fk("work_order_id", "work_orders"),
        p.tenant_fk("component_id", "materials"),
        sa.UniqueConstraint("organization_id", "work_order_id", "position"),
        sa.CheckConstraint("needed >= 0", name="needed"),
        plant="required",
        comment="What an order takes, frozen when the order was made.",
    )
    p.index("work_order_materials", "component_id")


def downgrade() -> None:
    for table in ("work_order_materials", "work_order_operations", "work_orders", "stock_balances"):
        op.drop_table(table)
