"""Where a tablet stands, and what it could not get rid of."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from unison_web.kit.db.base import Model, Tenant, belongs_to, states, tenant_fk, tenant_unique
from unison_web.modules.floor.rules import HANDOVER_STATES
from unison_web.modules.identity.models import Device, User
from unison_web.modules.machines.models import Machine
from unison_web.modules.work_orders.models import Operation


class Station(Tenant, Model):
    """One tablet at one machine."""

    __tablename__ = "stations"
    __table_args__ = (
        tenant_fk("plant_id", "plants"),
        tenant_fk("machine_id", "machines"),
        tenant_fk("device_id", "devices"),
        tenant_unique("device_id"),
    )

    plant_id: Mapped[UUID]
    machine_id: Mapped[UUID]
    device_id: Mapped[UUID]
    machine: Mapped[Machine] = belongs_to(Machine, "machine_id")
    device: Mapped[Device] = belongs_to(Device, "device_id")


class Handover(Tenant, Model):
    """A touch the server refused and the person gave to the supervisor. ``body`` is what was sent, word for word."""

    __tablename__ = "floor_handovers"
    __table_args__ = (
        tenant_fk("plant_id", "plants"),
        tenant_fk("person_id", "users"),
        tenant_fk("operation_id", "work_order_operations"),
        tenant_fk("settled_by_id", "users"),
        tenant_unique("request_key"),
        states("state", HANDOVER_STATES),
        CheckConstraint("(state = 'settled') = (settled_at IS NOT NULL)", name="settled"),
    )

    plant_id: Mapped[UUID]
    person_id: Mapped[UUID | None]
    operation_id: Mapped[UUID | None]
    device: Mapped[str] = mapped_column(default="")
    request_key: Mapped[str]
    target: Mapped[str]
    label: Mapped[str]
    refusal: Mapped[str]
    body: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    occurred_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default="open")
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[UUID | None]
    note: Mapped[str] = mapped_column(default="")

    person: Mapped[User | None] = belongs_to(User, "person_id")
    settled_by: Mapped[User | None] = belongs_to(User, "settled_by_id")
    operation: Mapped[Operation | None] = belongs_to(Operation, "operation_id")

    @property
    def audit_label(self) -> str:
        return self.label or self.target


class ShiftNote(Tenant, Model):
    """What a shift tells the next one at a machine: facts the house knew when it was written, and a note."""

    __tablename__ = "shift_notes"
    __table_args__ = (
        tenant_fk("plant_id", "plants"),
        tenant_fk("machine_id", "machines"),
        tenant_fk("writer_id", "users"),
        tenant_fk("reader_id", "users"),
        CheckConstraint("(read_at IS NULL) = (reader_id IS NULL)", name="read"),
    )

    plant_id: Mapped[UUID]
    machine_id: Mapped[UUID]
    writer_id: Mapped[UUID]
    shift: Mapped[str] = mapped_column(default="")
    since: Mapped[datetime]
    written_at: Mapped[datetime]
    good: Mapped[Decimal] = mapped_column(default=Decimal(0))
    scrap: Mapped[Decimal] = mapped_column(default=Decimal(0))
    rework: Mapped[Decimal] = mapped_column(default=Decimal(0))
    stops: Mapped[int] = mapped_column(default=0)
    open_job: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    read_at: Mapped[datetime | None]
    reader_id: Mapped[UUID | None]

    machine: Mapped[Machine] = belongs_to(Machine, "machine_id")
    writer: Mapped[User] = belongs_to(User, "writer_id")
    reader: Mapped[User | None] = belongs_to(User, "reader_id")

    @property
    def audit_label(self) -> str:
        return f"{self.shift} {self.written_at:%Y-%m-%d %H:%M}".strip()
