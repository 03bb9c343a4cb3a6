"""Rows to what is seen, and the week as it is drawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from unison_web.engine.calendar import instance
from unison_web.engine.spans import Span, total
from unison_web.kit.web.structs import tidy
from unison_web.modules.shifts.models import (
    CalendarDay,
    CalendarRule,
    Crew,
    Overtime,
    ShiftDefinition,
    ShiftInstance,
    ShiftPattern,
)
from unison_web.modules.shifts.schemas import PatternOut, RuleOut, ShiftOut
from unison_web.modules.shifts.schemas.calendar import CalendarDayOut, InstanceOut, OvertimeOut
from unison_web.modules.shifts.schemas.people import CrewOut, MemberOut

MINUTE = timedelta(minutes=1)


def shift_out(row: ShiftDefinition, plant: str, patterns: Iterable[str] = ()) -> ShiftOut:
    return ShiftOut.of(
        row, plant=plant, starts=f"{row.starts:%H:%M}", ends=f"{row.ends:%H:%M}", hours=plain_hours(row),
        breaks=["-".join(pair) for pair in row.breaks], patterns=list(patterns),
    )  # fmt: skip


def plain_hours(row: ShiftDefinition) -> Decimal:
    """Working hours on a day without a change of the clocks."""
    minutes = total(instance(row.exact, date(2026, 1, 5), UTC).working) // MINUTE
    hours: Decimal = tidy((Decimal(minutes) / 60).quantize(Decimal("0.01")))
    return hours


def days_said(row: PatternOut) -> str:
    """A cycle on one line, for files."""
    return " / ".join("+".join(day) or "–" for day in row.days)


def pattern_out(row: ShiftPattern, plant: str, places: int = 0) -> PatternOut:
    return PatternOut.of(row, plant=plant, places=places)


def rule_out(row: CalendarRule, plant: str, plant_name: str) -> RuleOut:
    center = row.work_center.label if row.work_center else ""
    crew = row.crew.name if row.crew else ""
    return RuleOut.of(
        row, plant=plant, pattern=row.pattern.name, work_center=row.work_center.code if row.work_center else "",
        crew=row.crew.code if row.crew else "", scope=center or crew or plant_name,
    )  # fmt: skip


def overtime_out(row: Overtime, plant: str) -> OvertimeOut:
    return OvertimeOut.of(row, plant=plant, work_center=row.work_center.code if row.work_center else "")


def crew_out(row: Crew) -> CrewOut:
    members = [MemberOut.of(each, person=each.user.name) for each in row.members]
    return CrewOut.of(row, plant=row.plant.code, people=len(members), members=members)


def instance_out(row: ShiftInstance, zone: ZoneInfo, center: str = "") -> InstanceOut:
    starts, ends = (moment.astimezone(zone) for moment in (row.starts_at, row.ends_at))
    local = f"{starts:%H:%M}–{ends:%H:%M}"
    return InstanceOut.of(row, minutes=total(row.working) // MINUTE, local=local, work_center=center)


@dataclass(frozen=True)
class Known:
    """What is known about the days of a plant that are drawn; ``today`` is the plant's."""

    zone: ZoneInfo
    today: date
    instances: list[ShiftInstance]
    days: dict[date, CalendarDay]
    overtime: list[Overtime]


def week(first: date, known: Known) -> list[CalendarDayOut]:
    """Seven days with their shifts; overtime belongs to the day it starts on."""
    return [_day(first + timedelta(days=n), known) for n in range(7)]


def _day(day: date, known: Known) -> CalendarDayOut:
    zone = known.zone
    shifts = [row for row in known.instances if row.day == day]
    extra = [row.span for row in known.overtime if row.starts_at.astimezone(zone).date() == day]
    differs = known.days.get(day)
    lines = [_line(zone, day, row.span, row.name, "shift") for row in shifts]
    lines += [_line(zone, day, pause, "", "break") for row in shifts for pause in row.pauses]
    lines += [_line(zone, day, span, "", "overtime") for span in extra]
    worked = sum((total(row.working) for row in shifts), timedelta(0)) + total(extra)
    return CalendarDayOut(
        day, [instance_out(row, zone) for row in shifts], differs.reason if differs else "",
        differs.holiday if differs else False, differs.id if differs else None, worked // MINUTE,
        day == known.today, day < known.today, lines,
    )  # fmt: skip


def _line(zone: ZoneInfo, day: date, span: Span, name: str, kind: str) -> dict[str, Any]:
    midnight = datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)
    return {"at": (span.start - midnight) // MINUTE, "long": span.length // MINUTE, "name": name, "kind": kind}
