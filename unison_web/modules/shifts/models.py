"""Shifts, patterns, what counts where, days that differ, people, and what comes out."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import CheckConstraint, Time, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from unison_web.engine.calendar import Pattern, Shift
from unison_web.engine.spans import Span, without
from unison_web.kit.db.base import Model, Tenant, belongs_to, has_many, states, tenant_fk
from unison_web.kit.db.ledger import Ledger
from unison_web.modules.identity.models import User
from unison_web.modules.machines.models import WorkCenter
from unison_web.modules.organizations.models import Plant
from unison_web.modules.shifts import rules


class ShiftDefinition(Tenant, Model):
    """Hours on the wall clock of a plant. ``breaks`` are pairs of local times, ``[["09:00", "09:15"]]``."""

    __tablename__ = "shifts"
    __table_args__ = (
        UniqueConstraint("organization_id", "plant_id", "code"),
        tenant_fk("plant_id", "plants"),
        states("state", rules.LIFE),
    )

    plant_id: Mapped[UUID]
    code: Mapped[str]
    name: Mapped[str]
    starts: Mapped[time] = mapped_column(Time)
    ends: Mapped[time] = mapped_column(Time)
    breaks: Mapped[list[list[str]]] = mapped_column(JSONB, default=list)
    state: Mapped[str] = mapped_column(default="active")

    plant: Mapped[Plant] = belongs_to(Plant, "plant_id")

    @property
    def exact(self) -> Shift:
        return rules.shift_of(self.code, self.starts, self.ends, self.breaks)


class ShiftPattern(Tenant, Model):
    """Which shifts are worked on the days of a cycle that begins with ``anchor``: a list of codes for each day."""

    __tablename__ = "shift_patterns"
    __table_args__ = (
        UniqueConstraint("organization_id", "plant_id", "name"),
        tenant_fk("plant_id", "plants"),
        states("state", rules.LIFE),
    )

    plant_id: Mapped[UUID]
    name: Mapped[str]
    anchor: Mapped[date]
    days: Mapped[list[list[str]]] = mapped_column(JSONB)
    state: Mapped[str] = mapped_column(default="active")

    plant: Mapped[Plant] = belongs_to(Plant, "plant_id")

    @property
    def exact(self) -> Pattern:
        return Pattern(self.anchor, tuple(tuple(day) for day in self.days))


class Crew(Tenant, Model):
    """People who work together and take turns with other crews."""

    __tablename__ = "crews"
    __table_args__ = (
        UniqueConstraint("organization_id", "plant_id", "code"),
        tenant_fk("plant_id", "plants"),
        states("state", rules.LIFE),
    )

    plant_id: Mapped[UUID]
    code: Mapped[str]
    name: Mapped[str]
    state: Mapped[str] = mapped_column(default="active")

    plant: Mapped[Plant] = belongs_to(Plant, "plant_id")
    members: Mapped[list[CrewMember]] = has_many("CrewMember", "crew_id", order_by="CrewMember.valid_from")


class CrewMember(Tenant, Model):
    """Somebody belongs to a crew from a day to a day, both included; to one at a time."""

    __tablename__ = "crew_members"
    __table_args__ = (
        tenant_fk("plant_id", "plants"),
        tenant_fk("crew_id", "crews"),
        tenant_fk("user_id", "users"),
        CheckConstraint("valid_to >= valid_from", name="validity"),
    )

    plant_id: Mapped[UUID]
    crew_id: Mapped[UUID]
    user_id: Mapped[UUID]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]

    crew: Mapped[Crew] = belongs_to(Crew, "crew_id")
    user: Mapped[User] = belongs_to(User, "user_id")

    @property
    def audit_label(self) -> str:
        return f"since {self.valid_from}"


class Absence(Tenant, Model):
    """Somebody is not there, from a day to a day, both included."""

    __tablename__ = "absences"
    __table_args__ = (
        tenant_fk("user_id", "users"),
        states("kind", rules.ABSENCES),
        CheckConstraint("last_day >= first_day", name="days"),
    )

    user_id: Mapped[UUID]
    first_day: Mapped[date]
    last_day: Mapped[date]
    kind: Mapped[str] = mapped_column(default="holiday")
    note: Mapped[str] = mapped_column(default="")

    user: Mapped[User] = belongs_to(User, "user_id")

    @property
    def audit_label(self) -> str:
        return f"since {self.first_day}"


class CalendarRule(Tenant, Model):
    """The pattern that counts for a plant, or for one work center or one crew of it, from a day to a day."""

    __tablename__ = "calendar_rules"
    __table_args__ = (
        tenant_fk("plant_id", "plants"),
        tenant_fk("work_center_id", "work_centers"),
        tenant_fk("crew_id", "crews"),
        tenant_fk("pattern_id", "shift_patterns"),
        CheckConstraint("valid_to >= valid_from", name="validity"),
        CheckConstraint("work_center_id IS NULL OR crew_id IS NULL", name="scope"),
    )

    plant_id: Mapped[UUID]
    work_center_id: Mapped[UUID | None]
    crew_id: Mapped[UUID | None]
    pattern_id: Mapped[UUID]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]

    pattern: Mapped[ShiftPattern] = belongs_to(ShiftPattern, "pattern_id")
    work_center: Mapped[WorkCenter | None] = belongs_to(WorkCenter, "work_center_id")
    crew: Mapped[Crew | None] = belongs_to(Crew, "crew_id")

    @property
    def audit_label(self) -> str:
        return f"since {self.valid_from}"


class CalendarDay(Tenant, Model):
    """A day that differs from the pattern of the plant or of one work center: ``shifts`` are worked instead."""

    __tablename__ = "calendar_days"
    __table_args__ = (
        UniqueConstraint("organization_id", "plant_id", "work_center_id", "day", postgresql_nulls_not_distinct=True),
        tenant_fk("plant_id", "plants"),
        tenant_fk("work_center_id", "work_centers"),
    )

    plant_id: Mapped[UUID]
    work_center_id: Mapped[UUID | None]
    day: Mapped[date]
    shifts: Mapped[list[str]] = mapped_column(default=list)
    reason: Mapped[str]
    holiday: Mapped[bool] = mapped_column(default=False)

    work_center: Mapped[WorkCenter | None] = belongs_to(WorkCenter, "work_center_id")

    @property
    def audit_label(self) -> str:
        return str(self.day)


class Overtime(Tenant, Model):
    """Hours beyond the shifts, of a plant or of one work center."""

    __tablename__ = "overtime"
    __table_args__ = (
        tenant_fk("plant_id", "plants"),
        tenant_fk("work_center_id", "work_centers"),
        CheckConstraint("ends_at >= starts_at", name="span"),
    )

    plant_id: Mapped[UUID]
    work_center_id: Mapped[UUID | None]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    reason: Mapped[str]

    work_center: Mapped[WorkCenter | None] = belongs_to(WorkCenter, "work_center_id")

    @property
    def span(self) -> Span:
        return Span(self.starts_at, self.ends_at)

    @property
    def audit_label(self) -> str:
        return self.reason


class ShiftInstance(Ledger, Model):
    """One shift of one day, of the plant or of a work center with a calendar of its own. ``breaks`` are pairs of
    instants. Made by the program out of what people said, which is in the trail."""

    __tablename__ = "shift_instances"
    __table_args__ = (
        tenant_fk("plant_id", "plants"),
        tenant_fk("work_center_id", "work_centers"),
        tenant_fk("shift_id", "shifts"),
        CheckConstraint("ends_at >= starts_at", name="span"),
    )
    plant_id: Mapped[UUID]
    work_center_id: Mapped[UUID | None]
    shift_id: Mapped[UUID]
    day: Mapped[date]
    code: Mapped[str]
    name: Mapped[str]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    breaks: Mapped[list[list[str]]] = mapped_column(JSONB, default=list)

    @property
    def span(self) -> Span:
        return Span(self.starts_at, self.ends_at)

    @property
    def pauses(self) -> list[Span]:
        return [Span(datetime.fromisoformat(begins), datetime.fromisoformat(ends)) for begins, ends in self.breaks]

    @property
    def working(self) -> list[Span]:
        return without([self.span], self.pauses)
