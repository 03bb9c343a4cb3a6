"""Work orders and their frozen operations and materials."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from unison_web.kit.custom.nouns import Customizable
from unison_web.kit.db.base import Model, Tenant, belongs_to, has_many, natural_order, states, tenant_fk, tenant_unique
from unison_web.modules.bom.rules import OUTPUTS
from unison_web.modules.machines.models import Machine, WorkCenter
from unison_web.modules.materials.models import Material
from unison_web.modules.organizations.models import Plant
from unison_web.modules.work_orders import rules


class WorkOrder(Customizable, Tenant, Model):
    """Make ``quantity`` of a material by ``due_at``. ``good`` and ``scrap`` are those of the whole order."""

    __tablename__ = "work_orders"
    __table_args__ = (
        tenant_unique("number"),
        tenant_fk("plant_id", "plants"),
        tenant_fk("material_id", "materials"),
        states("state", rules.ORDER.states),
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("good >= 0 AND scrap >= 0", name="counts"),
        CheckConstraint("priority BETWEEN 1 AND 5", name="priority"),
        CheckConstraint("tolerance >= 0 AND tolerance <= 1", name="tolerance"),
    )

    plant_id: Mapped[UUID]
    number: Mapped[str]
    number_order: Mapped[str] = natural_order("number")
    material_id: Mapped[UUID]
    quantity: Mapped[Decimal]
    unit: Mapped[str]
    due_at: Mapped[datetime]
    starts_on: Mapped[date | None]
    priority: Mapped[int] = mapped_column(default=3)
    state: Mapped[str] = mapped_column(default="planned")
    resume_state: Mapped[str] = mapped_column(default="")
    good: Mapped[Decimal] = mapped_column(default=Decimal(0))
    scrap: Mapped[Decimal] = mapped_column(default=Decimal(0))
    tolerance: Mapped[Decimal] = mapped_column(default=Decimal("0.05"))
    customer: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    state_reason: Mapped[str] = mapped_column(default="")
    bom_revision: Mapped[str] = mapped_column(default="")
    routing_revision: Mapped[str] = mapped_column(default="")
    routing_derived: Mapped[bool] = mapped_column(default=False)
    released_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    completed_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    plant: Mapped[Plant] = belongs_to(Plant, "plant_id")
    material: Mapped[Material] = belongs_to(Material, "material_id")
    operations: Mapped[list[Operation]] = has_many("Operation", "work_order_id", order_by="Operation.sequence")
    materials: Mapped[list[Requirement]] = has_many("Requirement", "work_order_id", order_by="Requirement.position")
    outputs: Mapped[list[Output]] = has_many("Output", "work_order_id", order_by="Output.position")

    def is_late(self, now: datetime) -> bool:
        """Due and not finished."""
        return self.state in rules.OPEN and self.due_at < now


class Operation(Tenant, Model):
    """One operation of one order. ``arrived`` is how many pieces the operation before has passed on, ``rework`` how
    often a piece went through again, ``held`` how many are set aside until somebody decides about them; ``outside`` is
    the place of the supplier who does it."""

    __tablename__ = "work_order_operations"
    __table_args__ = (
        tenant_fk("plant_id", "plants"),
        tenant_fk("work_order_id", "work_orders"),
        tenant_fk("work_center_id", "work_centers"),
        tenant_fk("machine_id", "machines"),
        tenant_fk("outside_id", "stock_locations"),
        UniqueConstraint("organization_id", "work_order_id", "sequence"),
        states("state", rules.OPERATION_STATES),
        CheckConstraint("good >= 0 AND scrap >= 0 AND rework >= 0 AND held >= 0 AND arrived >= 0", name="counts"),
    )

    plant_id: Mapped[UUID]
    work_order_id: Mapped[UUID]
    sequence: Mapped[int]
    name: Mapped[str]
    work_center_id: Mapped[UUID]
    machine_id: Mapped[UUID | None]
    setup_minutes: Mapped[Decimal] = mapped_column(default=Decimal(0))
    run_minutes: Mapped[Decimal] = mapped_column(default=Decimal(0))
    usual_quantity: Mapped[int] = mapped_column(default=1)
    pallet_quantity: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(default="pending")
    state_reason: Mapped[str] = mapped_column(default="")
    quantity: Mapped[Decimal]
    good: Mapped[Decimal] = mapped_column(default=Decimal(0))
    scrap: Mapped[Decimal] = mapped_column(default=Decimal(0))
    rework: Mapped[Decimal] = mapped_column(default=Decimal(0))
    held: Mapped[Decimal] = mapped_column(default=Decimal(0))
    arrived: Mapped[Decimal] = mapped_column(default=Decimal(0))
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    steps: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    skills: Mapped[list[str]] = mapped_column(default=list)
    capabilities: Mapped[list[str]] = mapped_column(default=list)
    outside_id: Mapped[UUID | None]
    audit_hidden: ClassVar[frozenset[str]] = frozenset({"outside_id"})

    order: Mapped[WorkOrder] = belongs_to(WorkOrder, "work_order_id")
    work_center: Mapped[WorkCenter] = belongs_to(WorkCenter, "work_center_id")
    machine: Mapped[Machine | None] = belongs_to(Machine, "machine_id")

    @property
    def done(self) -> Decimal:
        """Pieces this operation has dealt with."""
        return self.good + self.scrap + self.held

    @property
    def remaining(self) -> Decimal:
        return max(self.quantity - self.good, Decimal(0))

    @property
    def audit_label(self) -> str:
        return f"{self.sequence} {self.name}"


class Requirement(Tenant, Model):
    """How much of a component the order needs, at which operation, and what was approved to take its place.

    ``takes`` is the component's number, for the trail; ``from_line`` the line of a bill it was copied from, which may
    be gone by now; ``replaced`` what the bill said, where an alternate is taken instead.
    """

    __tablename__ = "work_order_materials"
    __table_args__ = (
        tenant_fk("plant_id", "plants"),
        tenant_fk("work_order_id", "work_orders"),
        tenant_fk("component_id", "materials"),
        UniqueConstraint("organization_id", "work_order_id", "position"),
        CheckConstraint("needed >= 0", name="needed"),
    )

    plant_id: Mapped[UUID]
    work_order_id: Mapped[UUID]
    position: Mapped[int]
    component_id: Mapped[UUID]
    operation: Mapped[int | None]
    quantity_per: Mapped[Decimal]
    needed: Mapped[Decimal]
    unit: Mapped[str]
    alternates: Mapped[list[dict[str, Any]] | None] = mapped_column(JSONB(none_as_null=True))
    takes: Mapped[str] = mapped_column(default="")
    from_line: Mapped[UUID | None]
    replaced: Mapped[dict[str, Any] | None]
    audit_hidden: ClassVar[frozenset[str]] = frozenset({"component_id", "from_line", "replaced"})

    @property
    def audit_label(self) -> str:
        return f"{self.position} {self.takes}".strip()

    component: Mapped[Material] = belongs_to(Material, "component_id")


class Output(Tenant, Model):
    """What the order brings beside its material: how much with each good piece, in the material's own unit, and the
    share of the cost it carries. ``brings`` is its number, for the trail."""

    __tablename__ = "work_order_outputs"
    __table_args__ = (
        tenant_fk("plant_id", "plants"),
        tenant_fk("work_order_id", "work_orders"),
        tenant_fk("material_id", "materials"),
        tenant_unique("work_order_id", "material_id"),
        states("kind", OUTPUTS),
        CheckConstraint("quantity_per > 0 AND expected >= 0", name="quantities"),
        CheckConstraint("cost_share >= 0 AND cost_share <= 1", name="cost_share"),
    )
    audit_hidden: ClassVar[frozenset[str]] = frozenset({"material_id"})

    plant_id: Mapped[UUID]
    work_order_id: Mapped[UUID]
    position: Mapped[int]
    material_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(default="co")
    quantity_per: Mapped[Decimal]
    expected: Mapped[Decimal]
    unit: Mapped[str]
    cost_share: Mapped[Decimal] = mapped_column(default=Decimal(0))
    brings: Mapped[str] = mapped_column(default="")

    material: Mapped[Material] = belongs_to(Material, "material_id")

    @property
    def audit_label(self) -> str:
        return self.brings
