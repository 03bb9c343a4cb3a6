"""Stock on hand by place."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from unison_web.kit.db.base import Model, Tenant, belongs_to, tenant_fk
from unison_web.modules.materials.models import Material


class StockBalance(Tenant, Model):
    """A quantity of a material, in its own unit, in one bin."""

    __tablename__ = "stock_balances"
    __table_args__ = (
        tenant_fk("plant_id", "plants"),
        tenant_fk("material_id", "materials"),
        UniqueConstraint("organization_id", "plant_id", "material_id", "location", "shelf", "bin"),
        CheckConstraint("quantity >= 0", name="not_negative"),
    )

    plant_id: Mapped[UUID]
    material_id: Mapped[UUID]
    location: Mapped[str]
    shelf: Mapped[str] = mapped_column(default="")
    bin: Mapped[str] = mapped_column(default="")
    quantity: Mapped[Decimal] = mapped_column(default=Decimal(0))
    material: Mapped[Material] = belongs_to(Material, "material_id")
