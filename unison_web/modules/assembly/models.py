"""What is in a piece, and what was."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from unison_web.kit.db.base import Model, Tenant, belongs_to, tenant_fk
from unison_web.modules.identity.models import User
from unison_web.modules.materials.models import Material
from unison_web.modules.stock.models import Location, Lot


class BuiltPart(Tenant, Model):
    """``quantity`` of a lot, or one ``single`` serial number, in a piece of an order. Taken out, the row stays: who,
    when, why. ``stands_for`` is what the order says where an approved alternate was scanned; ``replaces`` the part
    whose place it took; ``location`` where it came from."""

    __tablename__ = "built_parts"
    __table_args__ = (
        tenant_fk("plant_id", "plants"), tenant_fk("order_id", "work_orders"), tenant_fk("piece_id", "stock_lots"),
        tenant_fk("component_id", "materials"), tenant_fk("stands_for_id", "materials"),
        tenant_fk("lot_id", "stock_lots"), tenant_fk("location_id", "stock_locations"),
        tenant_fk("built_by", "users"), tenant_fk("removed_by", "users"), tenant_fk("replaces_id", "built_parts"),
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("NOT single OR quantity = 1", name="single"),
        CheckConstraint("(removed_at IS NULL) = (removal_reason = '')", name="removed"),
    )  # fmt: skip

    plant_id: Mapped[UUID]
    order_id: Mapped[UUID]
    piece_id: Mapped[UUID]
    component_id: Mapped[UUID]
    stands_for_id: Mapped[UUID | None]
    lot_id: Mapped[UUID]
    location_id: Mapped[UUID]
    label: Mapped[str]
    quantity: Mapped[Decimal]
    single: Mapped[bool] = mapped_column(default=False)
    built_by: Mapped[UUID | None]
    built_at: Mapped[datetime]
    removed_by: Mapped[UUID | None]
    removed_at: Mapped[datetime | None]
    removal_reason: Mapped[str] = mapped_column(default="")
    replaces_id: Mapped[UUID | None]

    piece: Mapped[Lot] = belongs_to(Lot, "piece_id")
    lot: Mapped[Lot] = belongs_to(Lot, "lot_id")
    component: Mapped[Material] = belongs_to(Material, "component_id")
    location: Mapped[Location] = belongs_to(Location, "location_id")
    builder: Mapped[User | None] = belongs_to(User, "built_by")
    remover: Mapped[User | None] = belongs_to(User, "removed_by")

    @property
    def audit_label(self) -> str:
        return self.label
