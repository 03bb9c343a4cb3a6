"""Places, lots, how much lies where, and the ledger of what moved."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from unison_web.kit.custom.nouns import Customizable
from unison_web.kit.db.base import Model, Tenant, belongs_to, has_many, natural_order, states, tenant_fk, tenant_unique
from unison_web.kit.db.ledger import Ledger
from unison_web.modules.identity.models import User
from unison_web.modules.machines.models import WorkCenter
from unison_web.modules.materials.models import Material
from unison_web.modules.organizations.models import Plant
from unison_web.modules.partners.models import Partner
from unison_web.modules.stock import rules


class Location(Tenant, Model):
    """A warehouse, a zone of it, or a bin. Production takes first from what ``supplies``; what is made goes to what
    ``receives``. Material for a work center is brought to the place that has its ``work_center_id``. Where it is at a
    ``partner``'s, our stock lies there and nobody here takes it."""

    __tablename__ = "stock_locations"
    __table_args__ = (
        UniqueConstraint("organization_id", "plant_id", "code"), tenant_fk("plant_id", "plants"),
        tenant_fk("parent_id", "stock_locations"), tenant_fk("partner_id", "partners"),
        tenant_fk("work_center_id", "work_centers"), states("kind", rules.LOCATION_KINDS),
        states("state", ("active", "archived")),
    )  # fmt: skip

    plant_id: Mapped[UUID]
    code: Mapped[str]
    code_order: Mapped[str] = natural_order("code")
    name: Mapped[str]
    kind: Mapped[str]
    parent_id: Mapped[UUID | None]
    work_center_id: Mapped[UUID | None]
    partner_id: Mapped[UUID | None]
    supplies: Mapped[bool] = mapped_column(default=False)
    receives: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(default="active")

    plant: Mapped[Plant] = belongs_to(Plant, "plant_id")
    partner: Mapped[Partner | None] = belongs_to(Partner, "partner_id")
    parent: Mapped[Location | None] = belongs_to("Location", "parent_id", remote_side="Location.id")
    work_center: Mapped[WorkCenter | None] = belongs_to(WorkCenter, "work_center_id")


class Lot(Customizable, Tenant, Model):
    """Pieces that were made or came together, or, as ``serial``, one piece. ``held`` follows from its holds."""

    __tablename__ = "stock_lots"
    __table_args__ = (
        tenant_unique("number"), tenant_fk("material_id", "materials"), tenant_fk("supplier_id", "partners"),
        tenant_fk("order_id", "work_orders"), states("kind", rules.LOT_KINDS),
    )  # fmt: skip

    number: Mapped[str]
    number_order: Mapped[str] = natural_order("number")
    kind: Mapped[str]
    material_id: Mapped[UUID]
    supplier_lot: Mapped[str] = mapped_column(default="")
    supplier_id: Mapped[UUID | None]
    order_id: Mapped[UUID | None]
    expires_on: Mapped[date | None]
    held: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")

    material: Mapped[Material] = belongs_to(Material, "material_id")
    supplier: Mapped[Partner | None] = belongs_to(Partner, "supplier_id")
    holds: Mapped[list[Hold]] = has_many("Hold", "lot_id", order_by="Hold.id.desc()")


class StockBalance(Tenant, Model):
    """A quantity of a material, in its own unit, at one place, of one lot, in one status; ``owner`` is the supplier it
    belongs to, None where it is ours. The ledger is its trail."""

    __tablename__ = "stock_balances"
    __table_args__ = (
        tenant_fk("plant_id", "plants"), tenant_fk("material_id", "materials"),
        tenant_fk("location_id", "stock_locations"), tenant_fk("lot_id", "stock_lots"),
        tenant_fk("owner_id", "partners"),
        UniqueConstraint(
            "organization_id", "plant_id", "material_id", "location_id", "lot_id", "status", "owner_id",
            name="uq_stock_balances_place", postgresql_nulls_not_distinct=True,
        ),
        states("status", rules.STATUSES),
        CheckConstraint("quantity >= 0", name="not_negative"),
        CheckConstraint("reserved >= 0 AND reserved <= quantity", name="reserved"),
    )  # fmt: skip
    audited: ClassVar[bool] = False

    plant_id: Mapped[UUID]
    material_id: Mapped[UUID]
    location_id: Mapped[UUID]
    lot_id: Mapped[UUID | None]
    status: Mapped[str] = mapped_column(default="released")
    owner_id: Mapped[UUID | None]
    quantity: Mapped[Decimal] = mapped_column(default=Decimal(0))
    reserved: Mapped[Decimal] = mapped_column(default=Decimal(0))

    material: Mapped[Material] = belongs_to(Material, "material_id")
    location: Mapped[Location] = belongs_to(Location, "location_id")
    lot: Mapped[Lot | None] = belongs_to(Lot, "lot_id")
    owner: Mapped[Partner | None] = belongs_to(Partner, "owner_id")


class Movement(Ledger, Model):
    """A quantity that went from one account to another; ``stock`` names its place and status. Never changed: what was
    wrong is reversed by a row of its own. ``entry_id`` is the line of the production log that caused it."""

    __tablename__ = "stock_movements"
    __table_args__ = (
        tenant_fk("plant_id", "plants"), tenant_fk("material_id", "materials"), tenant_fk("lot_id", "stock_lots"),
        tenant_fk("from_location_id", "stock_locations"), tenant_fk("to_location_id", "stock_locations"),
        tenant_fk("order_id", "work_orders"), tenant_fk("entry_id", "production_log"),
        tenant_fk("partner_id", "partners"), tenant_fk("actor_id", "users"),
        tenant_fk("reverses_id", "stock_movements"), tenant_unique("reverses_id"),
        tenant_fk("plant_move_id", "stock_plant_moves"), tenant_fk("from_owner_id", "partners"),
        tenant_fk("to_owner_id", "partners"),
        CheckConstraint("quantity > 0", name="quantity"), states("from_account", rules.ACCOUNTS),
        states("to_account", rules.ACCOUNTS),
    )  # fmt: skip

    plant_id: Mapped[UUID]
    kind: Mapped[str]
    material_id: Mapped[UUID]
    lot_id: Mapped[UUID | None]
    quantity: Mapped[Decimal]
    from_account: Mapped[str]
    from_location_id: Mapped[UUID | None]
    from_status: Mapped[str] = mapped_column(default="")
    from_owner_id: Mapped[UUID | None]
    to_account: Mapped[str]
    to_location_id: Mapped[UUID | None]
    to_status: Mapped[str] = mapped_column(default="")
    to_owner_id: Mapped[UUID | None]
    order_id: Mapped[UUID | None]
    entry_id: Mapped[UUID | None]
    partner_id: Mapped[UUID | None]
    actor_id: Mapped[UUID | None]
    reason: Mapped[str] = mapped_column(default="")
    document: Mapped[str] = mapped_column(default="")
    occurred_at: Mapped[datetime]
    reverses_id: Mapped[UUID | None]
    plant_move_id: Mapped[UUID | None]

    material: Mapped[Material] = belongs_to(Material, "material_id")
    lot: Mapped[Lot | None] = belongs_to(Lot, "lot_id")
    actor: Mapped[User | None] = belongs_to(User, "actor_id")
    partner: Mapped[Partner | None] = belongs_to(Partner, "partner_id")
    from_location: Mapped[Location | None] = belongs_to(Location, "from_location_id")
    to_location: Mapped[Location | None] = belongs_to(Location, "to_location_id")


class Edge(Ledger, Model):
    """What went into what. A taken-back movement leaves an edge of its own with a negative quantity."""

    __tablename__ = "lot_edges"
    __table_args__ = (
        tenant_fk("material_id", "materials"), tenant_fk("movement_id", "stock_movements"),
        states("kind", rules.EDGE_KINDS), states("source_kind", rules.NODES), states("target_kind", rules.NODES),
    )  # fmt: skip

    kind: Mapped[str]
    source_kind: Mapped[str]
    source_id: Mapped[UUID]
    target_kind: Mapped[str]
    target_id: Mapped[UUID]
    quantity: Mapped[Decimal]
    material_id: Mapped[UUID]
    movement_id: Mapped[UUID | None]
    document: Mapped[str] = mapped_column(default="")
    occurred_at: Mapped[datetime]


class Hold(Tenant, Model):
    """Why nothing of a lot may be moved, who said so, and who let it go."""

    __tablename__ = "stock_holds"
    __table_args__ = (
        tenant_fk("lot_id", "stock_lots"), tenant_fk("placed_by", "users"), tenant_fk("released_by", "users"),
    )  # fmt: skip

    lot_id: Mapped[UUID]
    reason: Mapped[str]
    placed_by: Mapped[UUID | None]
    released_by: Mapped[UUID | None]
    released_at: Mapped[datetime | None]
    release_reason: Mapped[str] = mapped_column(default="")

    lot: Mapped[Lot] = belongs_to(Lot, "lot_id")
    by: Mapped[User | None] = belongs_to(User, "placed_by")

    @property
    def audit_label(self) -> str:
        return self.reason


class Count(Tenant, Model):
    """What somebody counted, against what was expected there."""

    __tablename__ = "stock_counts"
    __table_args__ = (
        tenant_fk("plant_id", "plants"), tenant_fk("material_id", "materials"),
        tenant_fk("location_id", "stock_locations"), tenant_fk("lot_id", "stock_lots"),
        tenant_fk("counted_by", "users"), tenant_fk("decided_by", "users"), states("state", rules.COUNT_STATES),
        CheckConstraint("counted >= 0 AND expected >= 0", name="quantities"),
    )  # fmt: skip

    plant_id: Mapped[UUID]
    material_id: Mapped[UUID]
    location_id: Mapped[UUID]
    lot_id: Mapped[UUID | None]
    status: Mapped[str]
    expected: Mapped[Decimal]
    counted: Mapped[Decimal]
    state: Mapped[str] = mapped_column(default="waiting")
    note: Mapped[str] = mapped_column(default="")
    counted_by: Mapped[UUID | None]
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]

    material: Mapped[Material] = belongs_to(Material, "material_id")
    location: Mapped[Location] = belongs_to(Location, "location_id")
    lot: Mapped[Lot | None] = belongs_to(Lot, "lot_id")
    counter: Mapped[User | None] = belongs_to(User, "counted_by")

    @property
    def difference(self) -> Decimal:
        return self.counted - self.expected

    @property
    def audit_label(self) -> str:
        return f"{self.counted.normalize():f} / {self.expected.normalize():f}"
