"""Docks, shipments with their lines, what is picked for them, and what it is packed into."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from unison_web.kit.custom.nouns import Customizable
from unison_web.kit.db.base import Model, Tenant, belongs_to, has_many, natural_order, states, tenant_fk, tenant_unique
from unison_web.modules.demands.models import CustomerOrder, CustomerOrderLine
from unison_web.modules.identity.models import User
from unison_web.modules.materials.models import Material
from unison_web.modules.organizations.models import Plant
from unison_web.modules.partners.models import Partner
from unison_web.modules.shipping import rules
from unison_web.modules.stock.models import Location, Lot


class Dock(Tenant, Model):
    """A door where lorries load."""

    __tablename__ = "docks"
    __table_args__ = (
        UniqueConstraint("organization_id", "plant_id", "code"), tenant_fk("plant_id", "plants"),
        states("state", ("active", "archived")),
    )  # fmt: skip

    plant_id: Mapped[UUID]
    code: Mapped[str]
    code_order: Mapped[str] = natural_order("code")
    name: Mapped[str]
    state: Mapped[str] = mapped_column(default="active")

    plant: Mapped[Plant] = belongs_to(Plant, "plant_id")


class Shipment(Customizable, Tenant, Model):
    """What goes to one customer at once. ``deliver_to`` is the address as it is printed, ``dock_at`` when a dock is
    kept for it."""

    __tablename__ = "shipments"
    __table_args__ = (
        tenant_unique("number"), tenant_fk("plant_id", "plants"), tenant_fk("customer_id", "partners"),
        tenant_fk("order_id", "customer_orders"), tenant_fk("dock_id", "docks"), tenant_fk("shipped_by", "users"),
        states("state", rules.LIFE.states), CheckConstraint("dock_minutes BETWEEN 5 AND 1440", name="dock_minutes"),
    )  # fmt: skip

    plant_id: Mapped[UUID]
    number: Mapped[str]
    number_order: Mapped[str] = natural_order("number")
    customer_id: Mapped[UUID]
    order_id: Mapped[UUID | None]
    deliver_to: Mapped[str] = mapped_column(default="")
    carrier: Mapped[str] = mapped_column(default="")
    tracking: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date]
    dock_id: Mapped[UUID | None]
    dock_at: Mapped[datetime | None]
    dock_minutes: Mapped[int] = mapped_column(default=60)
    state: Mapped[str] = mapped_column(default="draft")
    short_reason: Mapped[str] = mapped_column(default="")
    shipped_at: Mapped[datetime | None]
    shipped_by: Mapped[UUID | None]
    delivered_at: Mapped[datetime | None]
    received_by: Mapped[str] = mapped_column(default="")
    returned_at: Mapped[datetime | None]
    return_reason: Mapped[str] = mapped_column(default="")

    plant: Mapped[Plant] = belongs_to(Plant, "plant_id")
    customer: Mapped[Partner] = belongs_to(Partner, "customer_id")
    order: Mapped[CustomerOrder | None] = belongs_to(CustomerOrder, "order_id")
    dock: Mapped[Dock | None] = belongs_to(Dock, "dock_id")
    shipper: Mapped[User | None] = belongs_to(User, "shipped_by")
    lines: Mapped[list[ShipmentLine]] = has_many("ShipmentLine", "shipment_id", order_by="ShipmentLine.position")
    picks: Mapped[list[Pick]] = has_many("Pick", "shipment_id", order_by="Pick.id")
    units: Mapped[list[HandlingUnit]] = has_many("HandlingUnit", "shipment_id", order_by="HandlingUnit.id")


class ShipmentLine(Tenant, Model):
    """So much of a material, in its own unit; of a line of the customer order, where there is one."""

    __tablename__ = "shipment_lines"
    __table_args__ = (
        tenant_fk("shipment_id", "shipments"), tenant_fk("material_id", "materials"),
        tenant_fk("order_line_id", "customer_order_lines"), CheckConstraint("quantity > 0", name="quantity"),
    )  # fmt: skip

    shipment_id: Mapped[UUID]
    position: Mapped[int]
    material_id: Mapped[UUID]
    quantity: Mapped[Decimal]
    order_line_id: Mapped[UUID | None]

    material: Mapped[Material] = belongs_to(Material, "material_id")
    order_line: Mapped[CustomerOrderLine | None] = belongs_to(CustomerOrderLine, "order_line_id")

    @property
    def audit_label(self) -> str:
        return str(self.position)


class Pick(Tenant, Model):
    """Stock kept for a line at one place, of one lot. ``picked`` is how much of it was taken from there,
    ``movement_id`` the row of the ledger with which it left."""

    __tablename__ = "shipment_picks"
    __table_args__ = (
        tenant_fk("shipment_id", "shipments"), tenant_fk("line_id", "shipment_lines"),
        tenant_fk("material_id", "materials"), tenant_fk("balance_id", "stock_balances"),
        tenant_fk("location_id", "stock_locations"), tenant_fk("lot_id", "stock_lots"),
        tenant_fk("picked_by", "users"), tenant_fk("movement_id", "stock_movements"),
        states("state", rules.PICK_STATES), CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("picked BETWEEN 0 AND quantity", name="picked"),
        CheckConstraint("returned BETWEEN 0 AND picked", name="returned"),
    )  # fmt: skip

    shipment_id: Mapped[UUID]
    line_id: Mapped[UUID]
    material_id: Mapped[UUID]
    balance_id: Mapped[UUID]
    location_id: Mapped[UUID]
    lot_id: Mapped[UUID | None]
    quantity: Mapped[Decimal]
    picked: Mapped[Decimal] = mapped_column(default=Decimal(0))
    returned: Mapped[Decimal] = mapped_column(default=Decimal(0))
    state: Mapped[str] = mapped_column(default="open")
    reason: Mapped[str] = mapped_column(default="")
    picked_by: Mapped[UUID | None]
    picked_at: Mapped[datetime | None]
    movement_id: Mapped[UUID | None]

    line: Mapped[ShipmentLine] = belongs_to(ShipmentLine, "line_id")
    material: Mapped[Material] = belongs_to(Material, "material_id")
    location: Mapped[Location] = belongs_to(Location, "location_id")
    lot: Mapped[Lot | None] = belongs_to(Lot, "lot_id")
    picker: Mapped[User | None] = belongs_to(User, "picked_by")
    contents: Mapped[list[Content]] = has_many("Content", "pick_id", order_by="Content.id")

    @property
    def kept(self) -> Decimal:
        """How much of the balance nobody else can take."""
        return self.quantity if self.state == "open" else self.picked

    @property
    def loose(self) -> Decimal:
        """Picked and not packed yet; needs the contents loaded."""
        return self.picked - sum((each.quantity for each in self.contents), Decimal(0))

    @property
    def audit_label(self) -> str:
        return f"{self.picked.normalize():f} / {self.quantity.normalize():f}"


class HandlingUnit(Tenant, Model):
    """A box, a pallet or a crate. ``number`` is its SSCC, or one of our own where the company has no GS1 prefix."""

    __tablename__ = "handling_units"
    __table_args__ = (
        tenant_fk("shipment_id", "shipments"), tenant_unique("number"), states("kind", rules.UNIT_KINDS),
        CheckConstraint("weight > 0", name="weight"),
    )  # fmt: skip

    shipment_id: Mapped[UUID]
    number: Mapped[str]
    kind: Mapped[str] = mapped_column(default="box")
    weight: Mapped[Decimal | None]

    shipment: Mapped[Shipment] = belongs_to(Shipment, "shipment_id")
    contents: Mapped[list[Content]] = has_many("Content", "unit_id", order_by="Content.id")


class Content(Tenant, Model):
    """How much of what was picked is in a handling unit."""

    __tablename__ = "handling_unit_contents"
    __table_args__ = (
        tenant_fk("unit_id", "handling_units"), tenant_fk("pick_id", "shipment_picks"),
        tenant_unique("unit_id", "pick_id"), CheckConstraint("quantity > 0", name="quantity"),
    )  # fmt: skip

    unit_id: Mapped[UUID]
    pick_id: Mapped[UUID]
    quantity: Mapped[Decimal]

    pick: Mapped[Pick] = belongs_to(Pick, "pick_id")
    unit: Mapped[HandlingUnit] = belongs_to(HandlingUnit, "unit_id")

    @property
    def audit_label(self) -> str:
        return f"{self.quantity.normalize():f}"
