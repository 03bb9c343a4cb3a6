"""Routings, their operations and the steps people read."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from unison_web.kit.custom.nouns import Customizable
from unison_web.kit.db.base import Model, Tenant, belongs_to, has_many, states, tenant_fk
from unison_web.modules.machines.models import WorkCenter
from unison_web.modules.materials.models import Material
from unison_web.modules.organizations.models import Plant
from unison_web.modules.routings import rules, rules_checks


class Routing(Customizable, Tenant, Model):
    """How a material is made in a plant. ``source`` names the document it was taken from or how it was derived."""

    __tablename__ = "routings"
    __table_args__ = (
        UniqueConstraint("organization_id", "plant_id", "material_id", "revision"),
        tenant_fk("plant_id", "plants"),
        tenant_fk("material_id", "materials"),
        states("state", rules.LIFE.states),
    )

    plant_id: Mapped[UUID]
    material_id: Mapped[UUID]
    revision: Mapped[str]
    derived: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="draft")

    plant: Mapped[Plant] = belongs_to(Plant, "plant_id")
    material: Mapped[Material] = belongs_to(Material, "material_id")
    operations: Mapped[list[RoutingOperation]] = has_many(
        "RoutingOperation", "routing_id", order_by="RoutingOperation.sequence"
    )

    @property
    def audit_label(self) -> str:
        return f"rev {self.revision}"


class RoutingOperation(Tenant, Model):
    """Work at one work center. Minutes: ``setup`` and ``teardown`` for a lot, ``run`` and ``labour`` for a piece,
    ``queue`` before it, ``move`` after it. ``transfer_quantity`` pieces go on together before the lot is done.
    ``alternates`` are codes of work centers that can do it too, ``skills`` of what its people must have learned,
    ``capabilities`` what a machine has to be able to do."""

    __tablename__ = "routing_operations"
    __table_args__ = (
        UniqueConstraint("organization_id", "routing_id", "sequence"),
        tenant_fk("routing_id", "routings", ondelete="CASCADE"),
        tenant_fk("work_center_id", "work_centers"),
        CheckConstraint("sequence > 0 AND lot_size > 0 AND usual_quantity > 0", name="counts"),
        CheckConstraint("setup_minutes >= 0 AND run_minutes >= 0 AND labour_minutes >= 0", name="minutes"),
    )

    routing_id: Mapped[UUID]
    sequence: Mapped[int]
    work_center_id: Mapped[UUID]
    name: Mapped[str]
    setup_minutes: Mapped[Decimal] = mapped_column(default=Decimal(0))
    run_minutes: Mapped[Decimal] = mapped_column(default=Decimal(0))
    labour_minutes: Mapped[Decimal] = mapped_column(default=Decimal(0))
    lot_size: Mapped[int] = mapped_column(default=1)
    usual_quantity: Mapped[int] = mapped_column(default=1)
    teardown_minutes: Mapped[Decimal] = mapped_column(default=Decimal(0))
    queue_minutes: Mapped[Decimal] = mapped_column(default=Decimal(0))
    move_minutes: Mapped[Decimal] = mapped_column(default=Decimal(0))
    transfer_quantity: Mapped[int | None]
    alternates: Mapped[list[str]] = mapped_column(default=list)
    tools: Mapped[list[str]] = mapped_column(default=list)
    skills: Mapped[list[str]] = mapped_column(default=list)
    capabilities: Mapped[list[str]] = mapped_column(default=list)

    routing: Mapped[Routing] = belongs_to(Routing, "routing_id")
    work_center: Mapped[WorkCenter] = belongs_to(WorkCenter, "work_center_id")
    steps: Mapped[list[RoutingStep]] = has_many("RoutingStep", "operation_id", order_by="RoutingStep.position")

    @property
    def audit_label(self) -> str:
        return f"{self.sequence} {self.name}"


class RoutingStep(Tenant, Model):
    """One instruction and the names in it that somebody has to find, fetch or open. ``pictures`` are ids of files of
    the routing."""

    __tablename__ = "routing_steps"
    __table_args__ = (
        UniqueConstraint("organization_id", "operation_id", "position"),
        tenant_fk("operation_id", "routing_operations", ondelete="CASCADE"),
        CheckConstraint("position > 0", name="position"),
    )

    operation_id: Mapped[UUID]
    position: Mapped[int]
    text: Mapped[str]
    specs: Mapped[list[str]] = mapped_column(default=list)
    tools: Mapped[list[str]] = mapped_column(default=list)
    materials: Mapped[list[str]] = mapped_column(default=list)
    illustrations: Mapped[list[str]] = mapped_column(default=list)
    blueprints: Mapped[list[str]] = mapped_column(default=list)
    pictures: Mapped[list[str]] = mapped_column(default=list)

    operation: Mapped[RoutingOperation] = belongs_to(RoutingOperation, "operation_id")
    checks: Mapped[list[RoutingCheck]] = has_many("RoutingCheck", "step_id", order_by="RoutingCheck.position")

    @property
    def audit_label(self) -> str:
        return f"step {self.position}"


class RoutingCheck(Tenant, Model):
    """Something a step asks to be confirmed, measured, written down or chosen. ``required``: the operation is not
    finished without it."""

    __tablename__ = "routing_checks"
    __table_args__ = (
        UniqueConstraint("organization_id", "step_id", "position"),
        tenant_fk("step_id", "routing_steps", ondelete="CASCADE"),
        states("kind", rules_checks.KINDS),
        CheckConstraint("position > 0 AND low <= high", name="limits"),
    )

    step_id: Mapped[UUID]
    position: Mapped[int]
    label: Mapped[str]
    kind: Mapped[str] = mapped_column(default="tick")
    unit: Mapped[str] = mapped_column(default="")
    low: Mapped[Decimal | None]
    high: Mapped[Decimal | None]
    choices: Mapped[list[str]] = mapped_column(default=list)
    required: Mapped[bool] = mapped_column(default=True)

    step: Mapped[RoutingStep] = belongs_to(RoutingStep, "step_id")

    @property
    def limits(self) -> str:
        return rules_checks.limits(self.low, self.high, self.unit)

    @property
    def audit_label(self) -> str:
        return self.label
