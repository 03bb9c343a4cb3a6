"""A week of a plant's calendar, or of one of its work centers, to look at."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.modules.machines.repository import WorkCenterRepository
from unison_web.modules.machines.service import center_meant, plant_meant
from unison_web.modules.organizations.models import Plant
from unison_web.modules.shifts import presenters
from unison_web.modules.shifts.models import CalendarRule, Overtime, ShiftInstance
from unison_web.modules.shifts.repository import DayRepository, InstanceRepository, OvertimeRepository, RuleRepository
from unison_web.modules.shifts.schemas.calendar import CalendarOut

WEEK = timedelta(days=7)


async def look(uow: UnitOfWork, code: str, center_code: str, said: str) -> CalendarOut:
    """Raises Refused where there is no such plant, work center or day."""
    plant = await plant_meant(uow, code)
    center = await center_meant(uow, plant.id, center_code) if center_code.strip() else None
    today = uow.now().astimezone(ZoneInfo(plant.zone)).date()
    first = _monday(said, today)
    scope, last = center.id if center else None, first + WEEK - timedelta(days=1)
    rules = await RuleRepository(uow).of_plant(plant.id)
    found = await DayRepository(uow).of_plant(plant.id, first, last)
    ranked = sorted(found, key=lambda row: row.work_center_id is not None)
    days = {row.day: row for row in ranked if row.work_center_id in (None, scope)}
    more = [row for row in await _overtime(uow, plant, first) if row.work_center_id in (None, scope)]
    instances = await _instances(uow, plant, scope, first)
    week = presenters.week(first, presenters.Known(ZoneInfo(plant.zone), today, instances, days, more))
    return CalendarOut(
        plant.code, plant.name, plant.zone, center.code if center else "", first, last, week,
        sum(day.minutes for day in week), _pattern(rules, scope, first), str(first - WEEK), str(first + WEEK),
        [(row.code, row.label) for row in await WorkCenterRepository(uow).offered("")],
        [presenters.overtime_out(row, plant.code) for row in more],
    )  # fmt: skip


async def _instances(uow: UnitOfWork, plant: Plant, scope: UUID | None, first: date) -> list[ShiftInstance]:
    """A work center without a calendar of its own works as its plant does."""
    last = first + WEEK - timedelta(days=1)
    own = await InstanceRepository(uow).on_days(plant.id, scope, first, last) if scope else []
    return own or await InstanceRepository(uow).on_days(plant.id, None, first, last)


async def _overtime(uow: UnitOfWork, plant: Plant, first: date) -> list[Overtime]:
    zone = ZoneInfo(plant.zone)
    start, end = (datetime.combine(day, time(), tzinfo=zone).astimezone(UTC) for day in (first, first + WEEK))
    return await OvertimeRepository(uow).between(plant.id, start, end)


def _pattern(rules: list[CalendarRule], scope: UUID | None, day: date) -> str:
    """The name of the pattern that counts, the work center's own or the plant's."""
    for place in (scope, None):
        for rule in rules:
            mine = rule.work_center_id == place and rule.crew_id is None
            if mine and rule.valid_from <= day + WEEK and (rule.valid_to is None or rule.valid_to >= day):
                return rule.pattern.name
    return ""


def _monday(said: str, today: date) -> date:
    try:
        day = date.fromisoformat(said) if said else today
    except ValueError:
        raise Refused(week=_("Enter a date as year-month-day")) from None
    if not 1970 < day.year < 2999:
        raise Refused(week=_("Choose a year between 1970 and 2999"))
    return day - timedelta(days=day.weekday())
