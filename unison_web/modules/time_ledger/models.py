"""Facts about machines, the stays that follow from them, and the reasons that were given."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from unison_web.kit.db.base import Model, belongs_to, states, tenant_fk, tenant_unique
from unison_web.kit.db.ledger import Ledger
from unison_web.modules.machines.models import Machine
from unison_web.modules.machines.rules import STATES
from unison_web.modules.production.models import Reason
from unison_web.modules.time_ledger import rules
from unison_web.modules.work_orders.models import Operation


class MachineFact(Ledger, Model):
    """Somebody or something said this about a machine; it is kept as it was said. ``message`` is the sender's own key,
    by which the same message is known when it comes twice. ``wraps_at`` is where a counter begins again at zero."""

    __tablename__ = "machine_facts"
    __table_args__ = (
        tenant_fk("plant_id", "plants"),
        tenant_fk("machine_id", "machines"),
        tenant_fk("operation_id", "work_order_operations"),
        tenant_fk("reason_id", "reasons"),
        tenant_unique("machine_id", "message"),
        states("kind", rules.FACTS),
        states("source", rules.SOURCES),
    )

    plant_id: Mapped[UUID]
    machine_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(default="state")
    at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default="")
    reading: Mapped[Decimal | None]
    wraps_at: Mapped[Decimal | None]
    operation_id: Mapped[UUID | None]
    reason_id: Mapped[UUID | None]
    note: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="touch")
    message: Mapped[str | None]


class MachineTime(Ledger, Model):
    """A machine was in a state from an instant up to another, or is. Made by the program from facts and explanations,
    which are kept; it holds no word that is not said there."""

    __tablename__ = "machine_times"
    __table_args__ = (
        tenant_fk("plant_id", "plants"),
        tenant_fk("machine_id", "machines"),
        tenant_fk("operation_id", "work_order_operations"),
        tenant_fk("reason_id", "reasons"),
        states("state", STATES),
        states("source", rules.STAY_SOURCES),
        CheckConstraint("ends_at > starts_at", name="span"),
    )

    plant_id: Mapped[UUID]
    machine_id: Mapped[UUID]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    state: Mapped[str]
    operation_id: Mapped[UUID | None]
    reason_id: Mapped[UUID | None]
    note: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="touch")

    machine: Mapped[Machine] = belongs_to(Machine, "machine_id")
    operation: Mapped[Operation | None] = belongs_to(Operation, "operation_id")
    reason: Mapped[Reason | None] = belongs_to(Reason, "reason_id")


class StopExplanation(Ledger, Model):
    """A reason that was given for a stretch of time, when and by whom. None is ever changed; the newest counts."""

    __tablename__ = "stop_explanations"
    __table_args__ = (
        tenant_fk("plant_id", "plants"),
        tenant_fk("machine_id", "machines"),
        tenant_fk("reason_id", "reasons"),
        tenant_fk("said_by", "users"),
    )

    audited = True

    plant_id: Mapped[UUID]
    machine_id: Mapped[UUID]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    reason_id: Mapped[UUID]
    note: Mapped[str] = mapped_column(default="")
    why: Mapped[str] = mapped_column(default="")
    said_by: Mapped[UUID | None]
    said_name: Mapped[str]

    reason: Mapped[Reason] = belongs_to(Reason, "reason_id")

    @property
    def audit_label(self) -> str:
        return self.starts_at.isoformat(timespec="minutes")
