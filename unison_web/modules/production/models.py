"""The production log and its reasons."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from unison_web.kit.db.base import Model, Tenant, belongs_to, states, tenant_fk, tenant_unique
from unison_web.kit.db.ledger import Ledger
from unison_web.modules.files.models import File
from unison_web.modules.identity.models import User
from unison_web.modules.machines.models import Machine
from unison_web.modules.materials.models import Material
from unison_web.modules.production import rules
from unison_web.modules.routings.rules_checks import KINDS
from unison_web.modules.stock.models import Lot
from unison_web.modules.work_orders.models import Operation, WorkOrder


class Reason(Tenant, Model):
    """Why a part is bad, or why a machine stands: ``planned`` where the plan has it, ``failure`` where the machine
    itself broke down. ``parent_id`` names the wider reason it is a kind of."""

    __tablename__ = "reasons"
    __table_args__ = (
        tenant_unique("kind", "code"),
        states("kind", rules.REASON_KINDS),
        tenant_fk("parent_id", "reasons"),
        states("state", ("active", "archived")),
    )

    kind: Mapped[str]
    code: Mapped[str]
    name: Mapped[str]
    icon: Mapped[str] = mapped_column(default="alert-triangle")
    planned: Mapped[bool] = mapped_column(default=False)
    failure: Mapped[bool] = mapped_column(default=False)
    parent_id: Mapped[UUID | None]
    state: Mapped[str] = mapped_column(default="active")


class CheckResult(Ledger, Model):
    """What somebody found at a check of an operation. The newest of a check counts; none is ever changed.
    ``limits`` are those the order was made with, in words."""

    __tablename__ = "check_results"
    __table_args__ = (
        tenant_fk("plant_id", "plants"),
        tenant_fk("work_order_id", "work_orders"),
        tenant_fk("operation_id", "work_order_operations"),
        tenant_fk("machine_id", "machines"),
        tenant_fk("operator_id", "users"),
        states("kind", KINDS),
    )

    plant_id: Mapped[UUID]
    work_order_id: Mapped[UUID]
    operation_id: Mapped[UUID]
    machine_id: Mapped[UUID | None]
    operator_id: Mapped[UUID]
    check_id: Mapped[UUID]
    step: Mapped[int]
    label: Mapped[str]
    kind: Mapped[str]
    said: Mapped[str]
    measured: Mapped[Decimal | None]
    unit: Mapped[str] = mapped_column(default="")
    limits: Mapped[str] = mapped_column(default="")
    passed: Mapped[bool]
    note: Mapped[str] = mapped_column(default="")
    device: Mapped[str] = mapped_column(default="")
    occurred_at: Mapped[datetime]

    order: Mapped[WorkOrder] = belongs_to(WorkOrder, "work_order_id")
    operation: Mapped[Operation] = belongs_to(Operation, "operation_id")
    operator: Mapped[User] = belongs_to(User, "operator_id")
    machine: Mapped[Machine | None] = belongs_to(Machine, "machine_id")


class LogEntry(Ledger, Model):
    """One thing a person reported. ``quantity`` is negative on a reversal; ``occurred_at`` is the moment of the
    touch. ``entered_by`` wrote it down where that was somebody else than ``operator``. The rows of one correction
    share ``correction_id``, the id of its reversal: without them the log is as it was reported."""

    __tablename__ = "production_log"
    __table_args__ = (
        tenant_fk("plant_id", "plants"),
        tenant_fk("work_order_id", "work_orders"),
        tenant_fk("operation_id", "work_order_operations"),
        tenant_fk("machine_id", "machines"),
        tenant_fk("operator_id", "users"),
        tenant_fk("reason_id", "reasons"),
        tenant_fk("reverses_id", "production_log"),
        tenant_fk("entered_by_id", "users"),
        tenant_fk("correction_id", "production_log"),
        tenant_fk("component_id", "materials"),
        tenant_fk("file_id", "files"),
        tenant_unique("reverses_id"),
        states("kind", rules.KINDS),
    )

    plant_id: Mapped[UUID]
    work_order_id: Mapped[UUID]
    operation_id: Mapped[UUID]
    machine_id: Mapped[UUID | None]
    operator_id: Mapped[UUID]
    kind: Mapped[str]
    quantity: Mapped[Decimal] = mapped_column(default=Decimal(0))
    reason_id: Mapped[UUID | None]
    note: Mapped[str] = mapped_column(default="")
    device: Mapped[str] = mapped_column(default="")
    occurred_at: Mapped[datetime]
    reverses_id: Mapped[UUID | None]
    entered_by_id: Mapped[UUID | None]
    correction_id: Mapped[UUID | None]
    component_id: Mapped[UUID | None]
    lot: Mapped[str] = mapped_column(default="")
    file_id: Mapped[UUID | None]

    order: Mapped[WorkOrder] = belongs_to(WorkOrder, "work_order_id")
    operation: Mapped[Operation] = belongs_to(Operation, "operation_id")
    operator: Mapped[User] = belongs_to(User, "operator_id")
    machine: Mapped[Machine | None] = belongs_to(Machine, "machine_id")
    reason: Mapped[Reason | None] = belongs_to(Reason, "reason_id")
    entered_by: Mapped[User | None] = belongs_to(User, "entered_by_id")
    component: Mapped[Material | None] = belongs_to(Material, "component_id")
    file: Mapped[File | None] = belongs_to(File, "file_id")


class CounterReading(Ledger, Model):
    """What the counter of a machine showed. ``top`` is the highest number it can show before it begins at zero again;
    ``counted`` how many pieces that were since it was read before."""

    __tablename__ = "counter_readings"
    __table_args__ = (
        tenant_fk("plant_id", "plants"),
        tenant_fk("machine_id", "machines"),
        tenant_fk("operation_id", "work_order_operations"),
        tenant_fk("entry_id", "production_log"),
        CheckConstraint("reading >= 0 AND counted >= 0 AND reading <= top", name="reading"),
    )

    plant_id: Mapped[UUID]
    machine_id: Mapped[UUID]
    operation_id: Mapped[UUID]
    entry_id: Mapped[UUID | None]
    reading: Mapped[Decimal]
    counted: Mapped[Decimal]
    top: Mapped[Decimal]
    was_reset: Mapped[bool] = mapped_column(default=False)
    read_at: Mapped[datetime]


class LabourTime(Tenant, Model):
    """Somebody at a job, from when to when; open while they are there."""

    __tablename__ = "labour_times"
    __table_args__ = (
        tenant_fk("plant_id", "plants"),
        tenant_fk("work_order_id", "work_orders"),
        tenant_fk("operation_id", "work_order_operations"),
        tenant_fk("person_id", "users"),
        CheckConstraint("ended_at >= started_at", name="ended"),
    )

    plant_id: Mapped[UUID]
    work_order_id: Mapped[UUID]
    operation_id: Mapped[UUID]
    person_id: Mapped[UUID]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    device: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")

    order: Mapped[WorkOrder] = belongs_to(WorkOrder, "work_order_id")
    operation: Mapped[Operation] = belongs_to(Operation, "operation_id")
    person: Mapped[User] = belongs_to(User, "person_id")

    @property
    def audit_label(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M}"


class Pallet(Ledger, Model):
    """Good pieces that were reported as one pallet: its SSCC, or a number of our own. When the report is taken back,
    the pallet was never there. ``lot_id`` where they are all of one lot."""

    __tablename__ = "production_pallets"
    __table_args__ = (
        tenant_fk("plant_id", "plants"),
        tenant_fk("work_order_id", "work_orders"),
        tenant_fk("operation_id", "work_order_operations"),
        tenant_fk("entry_id", "production_log"),
        tenant_fk("lot_id", "stock_lots"),
        tenant_unique("number"),
        tenant_unique("entry_id"),
    )

    plant_id: Mapped[UUID]
    number: Mapped[str]
    work_order_id: Mapped[UUID]
    operation_id: Mapped[UUID]
    entry_id: Mapped[UUID]
    lot_id: Mapped[UUID | None]
    quantity: Mapped[Decimal]
    made_at: Mapped[datetime]

    order: Mapped[WorkOrder] = belongs_to(WorkOrder, "work_order_id")
    operation: Mapped[Operation] = belongs_to(Operation, "operation_id")
    entry: Mapped[LogEntry] = belongs_to(LogEntry, "entry_id")
    lot: Mapped[Lot | None] = belongs_to(Lot, "lot_id")
