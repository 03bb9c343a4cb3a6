"""Customer orders with their lines, and forecasts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from unison_web.kit.custom.nouns import Customizable
from unison_web.kit.db.base import Model, Tenant, belongs_to, has_many, natural_order, states, tenant_fk, tenant_unique
from unison_web.modules.demands import rules
from unison_web.modules.materials.models import Material, Unit
from unison_web.modules.partners.models import Partner
from unison_web.modules.work_orders.models import WorkOrder


class CustomerOrder(Customizable, Tenant, Model):
    """What one customer wants at once. ``reference`` is the customer's own number."""

    __tablename__ = "customer_orders"
    __table_args__ = (
        tenant_unique("number"),
        tenant_fk("customer_id", "partners"),
        states("state", rules.LIFE.states),
    )

    number: Mapped[str]
    number_order: Mapped[str] = natural_order("number")
    customer_id: Mapped[UUID]
    reference: Mapped[str] = mapped_column(default="")
    ordered_on: Mapped[date]
    due_on: Mapped[date]
    currency: Mapped[str] = mapped_column(default="USD")
    note: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="draft")
    customer: Mapped[Partner] = belongs_to(Partner, "customer_id")
    lines: Mapped[list[CustomerOrderLine]] = has_many(
        "CustomerOrderLine", "order_id", order_by="CustomerOrderLine.position, CustomerOrderLine.id"
    )


class CustomerOrderLine(Tenant, Model):
    """So much of one material by a day, at a price for one of its unit. ``shipped`` is what shipments took of it."""

    __tablename__ = "customer_order_lines"
    __table_args__ = (
        tenant_fk("order_id", "customer_orders", ondelete="CASCADE"),
        tenant_fk("material_id", "materials"),
        tenant_fk("unit_id", "units"),
        tenant_fk("work_order_id", "work_orders"),
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("price >= 0", name="price"),
        CheckConstraint("shipped >= 0", name="shipped"),
    )

    order_id: Mapped[UUID]
    position: Mapped[int]
    material_id: Mapped[UUID]
    quantity: Mapped[Decimal]
    unit_id: Mapped[UUID]
    due_on: Mapped[date]
    price: Mapped[Decimal] = mapped_column(default=Decimal(0))
    note: Mapped[str] = mapped_column(default="")
    shipped: Mapped[Decimal] = mapped_column(default=Decimal(0))
    work_order_id: Mapped[UUID | None]
    order: Mapped[CustomerOrder] = belongs_to(CustomerOrder, "order_id")
    material: Mapped[Material] = belongs_to(Material, "material_id")
    unit: Mapped[Unit] = belongs_to(Unit, "unit_id")
    work_order: Mapped[WorkOrder | None] = belongs_to(WorkOrder, "work_order_id")

    @property
    def audit_label(self) -> str:
        return str(self.position)


class Forecast(Tenant, Model):
    """How much of a material is expected in a week or a month, in its own unit."""

    __tablename__ = "forecasts"
    __table_args__ = (
        tenant_unique("material_id", "bucket", "starts_on"),
        tenant_fk("material_id", "materials", ondelete="CASCADE"),
        states("bucket", rules.BUCKETS),
        CheckConstraint("quantity >= 0", name="quantity"),
    )

    material_id: Mapped[UUID]
    bucket: Mapped[str]
    starts_on: Mapped[date]
    quantity: Mapped[Decimal]
    note: Mapped[str] = mapped_column(default="")
    material: Mapped[Material] = belongs_to(Material, "material_id")

    @property
    def audit_label(self) -> str:
        return self.starts_on.isoformat()
