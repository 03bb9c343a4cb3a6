"""Shifts that come out of what was said: made some weeks ahead, kept as they were once they began."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete

from unison_web.engine.calendar import Instance
from unison_web.engine.spans import Span, between
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.db.writes import bulk_insert
from unison_web.modules.shifts import rules
from unison_web.modules.shifts.models import ShiftInstance
from unison_web.modules.shifts.repository import InstanceRepository
from unison_web.modules.shifts.schemas.calendar import ReworkIn, ReworkOut
from unison_web.modules.shifts.service.calendars import PlantCalendars, of_plant


async def remake(uow: UnitOfWork, plant: UUID) -> None:
    """What has not begun yet, by what is said now."""
    calendars = await of_plant(uow, plant)
    today = uow.now().astimezone(calendars.zone).date()
    await _replace(uow, calendars, today, today + rules.AHEAD, begins_after=uow.now())


async def rework(uow: UnitOfWork, plant: UUID, data: ReworkIn) -> ReworkOut:
    """Days that are over, by what is said now: for hours that were wrong when they were worked."""
    rules.good_days(data.first_day, data.last_day).or_refuse()
    uow.reason = data.reason.strip()
    calendars = await of_plant(uow, plant)
    before = await InstanceRepository(uow).on_days(plant, None, data.first_day, data.last_day)
    after = await _replace(uow, calendars, data.first_day, data.last_day)
    return ReworkOut(data.first_day, data.last_day, len(before), after)


async def make_since(uow: UnitOfWork, plant: UUID, first: date) -> None:
    """Of a plant whose calendar is new: from a day in the past up to some weeks ahead."""
    calendars = await of_plant(uow, plant)
    await _replace(uow, calendars, first, uow.now().astimezone(calendars.zone).date() + rules.AHEAD)


async def make_ahead(uow: UnitOfWork, plant: UUID) -> int:
    """The days that nobody has made shifts for yet; how many shifts that were."""
    calendars = await of_plant(uow, plant)
    today = uow.now().astimezone(calendars.zone).date()
    last = await InstanceRepository(uow).last_day(plant)
    if not calendars.rules or (last is not None and last >= today + rules.AHEAD / 2):
        return 0
    return await _replace(uow, calendars, today, today + rules.AHEAD, begins_after=uow.now())


async def _replace(
    uow: UnitOfWork, calendars: PlantCalendars, first: date, last: date, begins_after: datetime | None = None
) -> int:
    """Every shift of these days, of the plant and of each work center with a calendar of its own; with
    ``begins_after`` only those that begin later, and whatever was made for later days. Returns how many."""
    mine = ShiftInstance.organization_id == uow.organization_id, ShiftInstance.plant_id == calendars.plant
    stale = ShiftInstance.starts_at > begins_after if begins_after else ShiftInstance.day.between(first, last)
    await uow.session.execute(delete(ShiftInstance).where(*mine, stale))
    running = await InstanceRepository(uow).ends_after(calendars.plant, begins_after) if begins_after else {}
    rows = [
        _row(calendars, center, each)
        for center in (None, *calendars.centers)
        for each in _one_at_a_time(calendars.calendar(center).instances(first, last), running.get(center))
        if begins_after is None or each.span.start > begins_after
    ]
    await bulk_insert(uow, ShiftInstance, rows)
    return len(rows)


def _one_at_a_time(instances: Iterator[Instance], busy_until: datetime | None) -> Iterator[Instance]:
    """Where one pattern follows another, the last shift of the old one is worked to its end first."""
    for each in instances:
        start = max(each.span.start, busy_until or each.span.start)
        if start < each.span.end:
            busy_until = each.span.end
            span = Span(start, each.span.end)
            yield Instance(each.day, each.code, span, tuple(between(each.breaks, span.start, span.end)))


def _row(calendars: PlantCalendars, center: UUID | None, each: Instance) -> dict[str, Any]:
    shift = calendars.shifts[each.code]
    return {
        "plant_id": calendars.plant, "work_center_id": center, "shift_id": shift.id, "day": each.day,
        "code": shift.code, "name": shift.name, "starts_at": each.span.start, "ends_at": each.span.end,
        "breaks": [[pause.start.isoformat(), pause.end.isoformat()] for pause in each.breaks],
    }  # fmt: skip
