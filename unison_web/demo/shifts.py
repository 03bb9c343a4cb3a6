"""When the two companies work: three shifts around the clock in Bothell, two in Graz, one in Monterrey."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from unison_web.demo.adventureworks.records import Factory
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.organizations.models import Plant
from unison_web.modules.shifts.schemas import PatternIn, RuleIn, ShiftIn
from unison_web.modules.shifts.schemas.calendar import HolidaysIn
from unison_web.modules.shifts.schemas.people import CrewIn, MemberIn
from unison_web.modules.shifts.service import crews, days, definitions, instances

#: How much of the past has shifts, so that figures have something to stand on.
PAST = timedelta(days=90)
Hours = tuple[str, str, str, str, list[str]]
EARLY: Hours = ("early", "Early shift", "06:00", "14:00", ["09:00-09:15", "12:00-12:30"])
LATE: Hours = ("late", "Late shift", "14:00", "22:00", ["16:00-16:15", "18:30-19:00"])
DAY: Hours = ("day", "Day shift", "07:00", "16:00", ["10:00-10:15", "13:00-13:45"])


async def bicycles(uow: UnitOfWork, plant: Plant, factory: Factory) -> None:
    """The three shifts of the source, every day: half an hour's break in the middle of each."""
    hours: list[Hours] = []
    for shift in factory.shifts:
        middle = (shift.starts.hour + 4) % 24
        pause = f"{middle:02}:00-{middle:02}:30"
        hours.append(
            (shift.name.lower(), f"{shift.name} shift", f"{shift.starts:%H:%M}", f"{shift.ends:%H:%M}", [pause])
        )
    names = ", ".join(code for code, *_rest in hours)
    await works(uow, plant, hours, "Three shifts, every day", [names])
    await holidays(uow, plant, "US")
    await team(uow, "A", "Crew A", "operator@adventure-works.example")


async def gears(uow: UnitOfWork, plant: Plant) -> None:
    graz = plant.code == "GRZ"
    hours, line = ([EARLY, LATE], "early, late") if graz else ([DAY], "day")
    name = "Two shifts, five days" if graz else "One shift, six days"
    await works(uow, plant, hours, name, [line] * (5 if graz else 6) + [""] * (2 if graz else 1))
    await holidays(uow, plant, "AT" if graz else "MX")


async def works(uow: UnitOfWork, plant: Plant, hours: list[Hours], name: str, cycle: list[str]) -> None:
    for code, title, starts, ends, breaks in hours:
        await definitions.create_shift(uow, ShiftIn(code, title, starts, ends, breaks=breaks))
    since = uow.now().astimezone(ZoneInfo(plant.zone)).date() - PAST
    monday = since - timedelta(days=since.weekday())
    await definitions.create_pattern(uow, PatternIn(name, monday, cycle))
    await definitions.apply(uow, RuleIn(name, monday))
    await instances.make_since(uow, plant.id, monday)


async def holidays(uow: UnitOfWork, plant: Plant, country: str) -> None:
    this_year = uow.now().astimezone(ZoneInfo(plant.zone)).year
    for year in (this_year, this_year + 1):
        await days.keep_holidays(uow, HolidaysIn(country, year))


async def team(uow: UnitOfWork, code: str, name: str, person: str) -> UUID:
    crew = await crews.create(uow, CrewIn(code, name))
    today = uow.now().astimezone(uow.actor.timezone).date()
    await crews.join(uow, crew, MemberIn(person, today - PAST))
    return crew.id
