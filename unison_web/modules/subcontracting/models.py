"""Who does which operation outside."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from unison_web.kit.db.base import Model, Tenant, belongs_to, natural_order, states, tenant_fk, tenant_unique
from unison_web.modules.partners.models import Partner
from unison_web.modules.stock.models import Location
from unison_web.modules.subcontracting import rules
from unison_web.modules.work_orders.models import Operation, WorkOrder


class Subcontract(Tenant, Model):
    """A supplier does an operation of an order with material of ours, which lies at ``location`` meanwhile."""

    __tablename__ = "subcontracts"
    __table_args__ = (
        tenant_fk("plant_id", "plants"), tenant_unique("number"), tenant_unique("operation_id"),
        tenant_fk("work_order_id", "work_orders"), tenant_fk("operation_id", "work_order_operations"),
        tenant_fk("supplier_id", "partners"), tenant_fk("location_id", "stock_locations"),
        states("state", rules.STATES),
    )  # fmt: skip

    plant_id: Mapped[UUID]
    number: Mapped[str]
    number_order: Mapped[str] = natural_order("number")
    work_order_id: Mapped[UUID]
    operation_id: Mapped[UUID]
    supplier_id: Mapped[UUID]
    location_id: Mapped[UUID]
    state: Mapped[str] = mapped_column(default="open")
    due_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
    closed_at: Mapped[datetime | None]

    order: Mapped[WorkOrder] = belongs_to(WorkOrder, "work_order_id")
    operation: Mapped[Operation] = belongs_to(Operation, "operation_id")
    supplier: Mapped[Partner] = belongs_to(Partner, "supplier_id")
    location: Mapped[Location] = belongs_to(Location, "location_id")
