"""Suppliers of materials with their prices, alternates and replacements."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from unison_web.kit.db.base import Model, Tenant, belongs_to, has_many, tenant_fk, tenant_unique
from unison_web.modules.materials.models import Material, Unit
from unison_web.modules.partners.models import Partner


class Offer(Tenant, Model):
    """A supplier sells a material: its own number for it, the lead time and the least it sells, in ``unit``."""

    __tablename__ = "material_suppliers"
    __table_args__ = (
        tenant_unique("material_id", "supplier_id"),
        tenant_fk("material_id", "materials", ondelete="CASCADE"),
        tenant_fk("supplier_id", "partners"),
        tenant_fk("unit_id", "units"),
        CheckConstraint("minimum >= 0", name="minimum"),
    )

    material_id: Mapped[UUID]
    supplier_id: Mapped[UUID]
    supplier_number: Mapped[str] = mapped_column(default="")
    unit_id: Mapped[UUID]
    lead_days: Mapped[int] = mapped_column(default=0)
    minimum: Mapped[Decimal] = mapped_column(default=Decimal(0))
    preferred: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")
    material: Mapped[Material] = belongs_to(Material, "material_id")
    supplier: Mapped[Partner] = belongs_to(Partner, "supplier_id")
    unit: Mapped[Unit] = belongs_to(Unit, "unit_id")
    prices: Mapped[list[SupplierPrice]] = has_many(
        "SupplierPrice", "offer_id", order_by="SupplierPrice.quantity_from, SupplierPrice.valid_from"
    )

    @property
    def audit_label(self) -> str:
        return self.supplier_number or str(self.id)


class SupplierPrice(Tenant, Model):
    """For one unit of the offer, from a quantity on, from a day on."""

    __tablename__ = "supplier_prices"
    __table_args__ = (
        tenant_unique("offer_id", "quantity_from", "valid_from"),
        tenant_fk("offer_id", "material_suppliers", ondelete="CASCADE"),
        CheckConstraint("price >= 0 AND quantity_from >= 0", name="positive"),
    )

    offer_id: Mapped[UUID]
    quantity_from: Mapped[Decimal] = mapped_column(default=Decimal(0))
    price: Mapped[Decimal]
    currency: Mapped[str]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    offer: Mapped[Offer] = belongs_to(Offer, "offer_id")

    @property
    def audit_label(self) -> str:
        return self.valid_from.isoformat()


class MaterialAlternate(Tenant, Model):
    """``alternate`` may be taken where ``material`` is wanted; 1 is asked first."""

    __tablename__ = "material_alternates"
    __table_args__ = (
        tenant_unique("material_id", "alternate_id"),
        tenant_fk("material_id", "materials", ondelete="CASCADE"),
        tenant_fk("alternate_id", "materials", ondelete="CASCADE"),
        CheckConstraint("priority >= 1", name="priority"),
    )

    material_id: Mapped[UUID]
    alternate_id: Mapped[UUID]
    priority: Mapped[int] = mapped_column(default=1)
    note: Mapped[str] = mapped_column(default="")
    material: Mapped[Material] = belongs_to(Material, "material_id")
    alternate: Mapped[Material] = belongs_to(Material, "alternate_id")

    @property
    def audit_label(self) -> str:
        return str(self.priority)


class Replacement(Tenant, Model):
    """From a day on ``successor`` takes the place of ``material``, which has one successor at most."""

    __tablename__ = "material_replacements"
    __table_args__ = (
        tenant_unique("material_id"),
        tenant_fk("material_id", "materials", ondelete="CASCADE"),
        tenant_fk("successor_id", "materials", ondelete="CASCADE"),
    )

    material_id: Mapped[UUID]
    successor_id: Mapped[UUID]
    starts_on: Mapped[date]
    note: Mapped[str] = mapped_column(default="")
    material: Mapped[Material] = belongs_to(Material, "material_id")
    successor: Mapped[Material] = belongs_to(Material, "successor_id")

    @property
    def audit_label(self) -> str:
        return self.starts_on.isoformat()
