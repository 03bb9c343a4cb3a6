"""What is kept for orders, and what they used without stock."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from unison_web.kit.db.base import Model, Tenant, belongs_to, tenant_fk, tenant_unique
from unison_web.modules.materials.models import Material
from unison_web.modules.stock.models import StockBalance
from unison_web.modules.work_orders.models import WorkOrder


class Reservation(Tenant, Model):
    """A part of a balance that only one order may take; it goes with what is taken, which the ledger tells."""

    __tablename__ = "stock_reservations"
    __table_args__ = (
        tenant_fk("plant_id", "plants"), tenant_fk("order_id", "work_orders"),
        tenant_fk("balance_id", "stock_balances"), tenant_unique("order_id", "balance_id"),
        CheckConstraint("quantity > 0", name="quantity"),
    )  # fmt: skip
    audited: ClassVar[bool] = False

    plant_id: Mapped[UUID]
    order_id: Mapped[UUID]
    balance_id: Mapped[UUID]
    quantity: Mapped[Decimal]

    order: Mapped[WorkOrder] = belongs_to(WorkOrder, "order_id")
    balance: Mapped[StockBalance] = belongs_to(StockBalance, "balance_id")


class Missing(Tenant, Model):
    """What went into pieces that were reported although no stock of it was known: the floor never waits. ``settled`` is
    how much of it has been found since. The ledger is its trail."""

    __tablename__ = "stock_missing"
    __table_args__ = (
        tenant_fk("plant_id", "plants"), tenant_fk("order_id", "work_orders"), tenant_fk("material_id", "materials"),
        tenant_unique("order_id", "material_id", "operation"),
        CheckConstraint("settled >= 0 AND settled <= quantity", name="settled"),
    )  # fmt: skip
    audited: ClassVar[bool] = False

    plant_id: Mapped[UUID]
    order_id: Mapped[UUID]
    material_id: Mapped[UUID]
    operation: Mapped[int]
    quantity: Mapped[Decimal] = mapped_column(default=Decimal(0))
    settled: Mapped[Decimal] = mapped_column(default=Decimal(0))

    order: Mapped[WorkOrder] = belongs_to(WorkOrder, "order_id")
    material: Mapped[Material] = belongs_to(Material, "material_id")

    @property
    def open(self) -> Decimal:
        return self.quantity - self.settled

    @property
    def audit_label(self) -> str:
        return f"{self.quantity.normalize():f}"
