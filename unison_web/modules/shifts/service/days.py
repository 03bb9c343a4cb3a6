"""Days that differ: off, worked otherwise, public holidays; and hours beyond the shifts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

import holidays as known_holidays

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _, language
from unison_web.kit.web.handwriting import apart
from unison_web.modules.machines.service import center_meant, plant_meant
from unison_web.modules.organizations.models import Plant
from unison_web.modules.shifts import rules
from unison_web.modules.shifts.models import CalendarDay, Overtime
from unison_web.modules.shifts.repository import DayRepository, OvertimeRepository, ShiftRepository
from unison_web.modules.shifts.schemas.calendar import (
    DayIn,
    DayOut,
    DaysOut,
    HolidayOut,
    HolidaysIn,
    HolidaysOut,
    OvertimeIn,
)
from unison_web.modules.shifts.service.instances import remake


async def say(uow: UnitOfWork, data: DayIn) -> DaysOut:
    """Each day from the first to the last; what was said of one of them before is replaced."""
    plant = await plant_meant(uow, data.plant)
    center = (await center_meant(uow, plant.id, data.work_center)).id if data.work_center.strip() else None
    last = data.last_day or data.day
    rules.good_days(data.day, last).or_refuse()
    rules.not_past(data.day, _today(uow, plant)).or_refuse()
    codes = apart(data.shifts)
    shifts = {code: row.exact for code, row in (await ShiftRepository(uow).of_plant(plant.id)).items()}
    if codes:
        rules.good_day(codes, shifts).or_refuse()
    days = [data.day + timedelta(days=n) for n in range((last - data.day).days + 1)]
    replaced = await _keep(uow, plant.id, center, {day: data.reason.strip() for day in days}, codes, data.holiday)
    await remake(uow, plant.id)
    kept = await DayRepository(uow).known(plant.id, center, days)
    return DaysOut([day_out(kept[day], plant.code, data.work_center.strip()) for day in days], replaced)


async def _keep(
    uow: UnitOfWork, plant: UUID, center: UUID | None, reasons: dict[date, str], codes: list[str], holiday: bool
) -> int:
    known = await DayRepository(uow).known(plant, center, list(reasons))
    for day, reason in reasons.items():
        row = known.get(day) or CalendarDay(plant_id=plant, work_center_id=center, day=day, reason="")
        row.shifts, row.reason, row.holiday = codes, reason, holiday
        uow.session.add(row)
    await uow.session.flush()
    return len(known)


async def unsay(uow: UnitOfWork, row: CalendarDay) -> CalendarDay:
    """The pattern counts again."""
    rules.not_past(row.day, uow.now().astimezone(uow.actor.timezone).date()).or_refuse()
    await uow.session.delete(row)
    await uow.session.flush()
    await remake(uow, row.plant_id)
    return row


async def holidays(uow: UnitOfWork, data: HolidaysIn) -> HolidaysOut:
    """What a country celebrates in a year, and which of these days have an exception already."""
    plant = await plant_meant(uow, data.plant)
    found = celebrated(data.country.upper(), data.part.strip(), data.year, language())
    known = await DayRepository(uow).known(plant.id, None, list(found))
    items = [HolidayOut(day, name, day in known) for day, name in sorted(found.items())]
    return HolidaysOut(data.country.upper(), data.part.strip(), data.year, items, parts_of(data.country.upper()))


async def keep_holidays(uow: UnitOfWork, data: HolidaysIn) -> HolidaysOut:
    """Off, all of them that are still to come and have no exception."""
    plant, found = await plant_meant(uow, data.plant), await holidays(uow, data)
    today = _today(uow, plant)
    for item in found.items:
        item.kept = not item.taken and item.day >= today
    await _keep(uow, plant.id, None, {item.day: item.name for item in found.items if item.kept}, [], holiday=True)
    await remake(uow, plant.id)
    return found


@lru_cache(maxsize=64)
def celebrated(country: str, part: str, year: int, spoken: str) -> dict[date, str]:
    """Public holidays by day, named in the language of whoever asks where the country's list knows it."""
    if country not in _countries():
        raise Refused(country=_("The holidays of this country are not known here"))
    if part and part not in _countries()[country]:
        raise Refused(part=_("There is no such part of this country"))
    named = known_holidays.country_holidays(country, subdiv=part or None, years=year)
    if any(code.startswith(spoken[:2]) for code in getattr(named, "supported_languages", ())):
        code = next(code for code in named.supported_languages if code.startswith(spoken[:2]))
        named = known_holidays.country_holidays(country, subdiv=part or None, years=year, language=code)
    return dict(named)


@lru_cache(maxsize=1)
def _countries() -> dict[str, list[str]]:
    return known_holidays.list_supported_countries(include_aliases=False)


def parts_of(country: str) -> list[tuple[str, str]]:
    return [(code, code) for code in _countries().get(country, [])]


def countries() -> Iterable[str]:
    return sorted(_countries())


async def add_overtime(uow: UnitOfWork, data: OvertimeIn) -> Overtime:
    plant = await plant_meant(uow, data.plant)
    center = await center_meant(uow, plant.id, data.work_center) if data.work_center.strip() else None
    starts, ends = (_instant(moment, ZoneInfo(plant.zone)) for moment in (data.starts_at, data.ends_at))
    if not timedelta(0) < ends - starts <= timedelta(days=2):
        raise Refused(ends_at=_("Overtime ends after it begins, within two days"))
    row = Overtime(
        plant_id=plant.id, work_center_id=center.id if center else None, starts_at=starts, ends_at=ends,
        reason=data.reason.strip(), work_center=center,
    )  # fmt: skip
    uow.session.add(row)
    await uow.session.flush()
    return row


async def drop_overtime(uow: UnitOfWork, overtime_id: UUID) -> Overtime:
    row = await OvertimeRepository(uow).record(overtime_id)
    await uow.session.delete(row)
    await uow.session.flush()
    return row


def day_out(row: CalendarDay, plant: str, center: str) -> DayOut:
    return DayOut.of(row, plant=plant, work_center=center)


def _today(uow: UnitOfWork, plant: Plant) -> date:
    return uow.now().astimezone(ZoneInfo(plant.zone)).date()


def _instant(said: datetime, zone: ZoneInfo) -> datetime:
    """What people type is the plant's wall clock."""
    return (said if said.tzinfo else said.replace(tzinfo=zone)).astimezone(UTC)


async def country_of(uow: UnitOfWork) -> str:
    """What the plant's locale says, as a first guess: ``de_AT`` is Austria."""
    country = (await plant_meant(uow, "")).locale.partition("_")[2].upper()
    return country if country in _countries() else "US"
