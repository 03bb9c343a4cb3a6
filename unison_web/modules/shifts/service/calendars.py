"""The one calendar. Everybody who asks when work is done asks here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from unison_web.engine.calendar import Calendar, Source, Succession, less, plus
from unison_web.engine.spans import Span, Timeline, between, merged
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.organizations.repository import PlantRepository
from unison_web.modules.shifts.models import CalendarDay, CalendarRule, Overtime, ShiftDefinition, ShiftInstance
from unison_web.modules.shifts.repository import (
    AbsenceRepository,
    DayRepository,
    InstanceRepository,
    OvertimeRepository,
    RuleRepository,
    ShiftRepository,
)

DAY = timedelta(days=1)
EVER = date(1970, 1, 1), date(9999, 1, 1)


@dataclass(frozen=True)
class PlantCalendars:
    """Everything that was said about a plant, read once: the calendars of the plant, its work centers and crews."""

    plant: UUID
    zone: ZoneInfo
    shifts: dict[str, ShiftDefinition]
    rules: list[CalendarRule]
    days: list[CalendarDay]
    overtime: list[Overtime]

    def calendar(self, center: UUID | None = None, crew: UUID | None = None) -> Calendar:
        """A work center's own pattern and days win over those of the plant; a crew has its own pattern only."""
        own = [rule for rule in self.rules if rule.work_center_id == center and rule.crew_id == crew]
        general = [rule for rule in self.rules if rule.work_center_id is None and rule.crew_id is None]
        pattern = Succession(tuple((r.valid_from, r.valid_to, r.pattern.exact) for r in _once([*own, *general])))
        ranked = sorted(self.days, key=lambda each: each.work_center_id is not None)
        days = {each.day: tuple(each.shifts) for each in ranked if each.work_center_id in (None, center)}
        return Calendar(self.zone, {code: row.exact for code, row in self.shifts.items()}, pattern, days)

    def source(self, center: UUID | None = None, crew: UUID | None = None) -> Source:
        """Working time with overtime, for arithmetic."""
        more = merged(each.span for each in self.overtime if each.work_center_id in (None, center))
        return plus(self.calendar(center, crew).working, more)

    @property
    def centers(self) -> set[UUID]:
        """The work centers that have a calendar of their own."""
        named = [*(rule.work_center_id for rule in self.rules), *(day.work_center_id for day in self.days)]
        return {center for center in named if center}


def _once(rules: Iterable[CalendarRule]) -> list[CalendarRule]:
    return list(dict.fromkeys(rules))


async def of_plant(uow: UnitOfWork, plant: UUID) -> PlantCalendars:
    """In five questions, however many work centers there are."""
    zone = ZoneInfo((await PlantRepository(uow).by_id(plant)).zone)
    shifts, rules = await ShiftRepository(uow).of_plant(plant), await RuleRepository(uow).of_plant(plant)
    days = await DayRepository(uow).of_plant(plant, *EVER)
    start, end = (datetime.combine(day, time(), tzinfo=UTC) for day in EVER)
    return PlantCalendars(plant, zone, shifts, rules, days, await OvertimeRepository(uow).between(plant, start, end))


async def with_people(uow: UnitOfWork, calendars: PlantCalendars, crew: UUID, people: set[UUID]) -> Source:
    """When a crew is there with everybody: its shifts without the days on which one of these people is absent."""
    absent = await AbsenceRepository(uow).of_people(people, *EVER)
    taken = merged(
        Span(_midnight(each.first_day, calendars.zone), _midnight(each.last_day + DAY, calendars.zone))
        for each in absent
    )
    return less(calendars.source(crew=crew), taken)


@dataclass(frozen=True)
class Worked:
    """What was or will be worked in a stretch of time, as shifts were made: spans of shifts, and of their breaks."""

    shifts: list[ShiftInstance]
    overtime: list[Span]

    @property
    def on_shift(self) -> Timeline:
        return merged([*(each.span for each in self.shifts), *self.overtime])

    @property
    def breaks(self) -> Timeline:
        return merged(pause for each in self.shifts for pause in each.pauses)

    @property
    def working(self) -> Timeline:
        return merged([*(span for each in self.shifts for span in each.working), *self.overtime])


async def worked(uow: UnitOfWork, plant: UUID, start: datetime, end: datetime) -> dict[UUID | None, Worked]:
    """By work center, None for the plant: what counts where a center has no calendar of its own."""
    instances = await InstanceRepository(uow).between(plant, start, end)
    more = await OvertimeRepository(uow).between(plant, start, end)
    scopes = {each.work_center_id for each in instances} | {each.work_center_id for each in more} | {None}
    own = {each.work_center_id for each in instances}
    found: dict[UUID | None, Worked] = {}
    for scope in scopes:
        counts = scope if scope in own else None
        spans = [each.span for each in more if each.work_center_id in (None, scope)]
        found[scope] = Worked(
            [each for each in instances if each.work_center_id == counts],
            between(merged(spans), start, end) if start < end else [],
        )
    return found


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)
