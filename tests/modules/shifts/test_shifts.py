"""Birgit writes down when Graz works; plans and figures of everybody follow."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.conftest import rolled_back
from unison_web.engine.calendar import add_working_time, working_time
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.modules.identity.models import User
from unison_web.modules.identity.service import sessions
from unison_web.modules.organizations.repository import PlantRepository
from unison_web.modules.shifts.schemas.calendar import ReworkIn
from unison_web.modules.shifts.service import calendars, instances

ZONE = ZoneInfo("Europe/Vienna")
MONDAY = date(2031, 6, 2)
THREE = (
    ("early", "06:00", "14:00", ["09:00-09:15", "12:00-12:30"]),
    ("late", "14:00", "22:00", []),
    ("night", "22:00", "06:00", []),
)


@pytest.fixture
async def plant(other_admin: Person, engine: AsyncEngine) -> AsyncIterator[str]:
    """A plant nobody else works in, on the clock of Vienna. Others do not meet it."""
    code = f"P{uuid4().hex[:6].upper()}"
    said = {"code": code, "name": f"Works {code}", "zone": str(ZONE), "currency": "EUR"}
    made = await other_admin.api("POST", "/plants", said)
    assert made.status_code == 201, made.text
    yield code
    async with unit_of_work(engine, other_admin.actor) as uow:
        await uow.session.execute(text("update plants set state = 'archived' where code = :code"), {"code": code})


@pytest.fixture
async def helga(other_admin: Person, plant: str, engine: AsyncEngine) -> Person:
    """The administrator, who has gone over to that plant, with its three shifts."""
    state = other_admin.app.state
    async with unit_of_work(engine, replace(other_admin.actor, plant_id=None)) as uow:
        here = await PlantRepository(uow).by_code(plant)
        user = await uow.session.get(User, (other_admin.organization, other_admin.actor.user_id))
        assert here and user
        signed = sessions.open_session(uow, user, "web", timedelta(hours=8), plant=here.id)
    principal = await state.principals.of_session(other_admin.organization, signed.session.id)
    token = state.signer.access(user, signed.session.id, here.id)
    person = replace(other_admin, secret=signed.secret, token=token, actor=principal.actor)
    for name, starts, ends, breaks in THREE:
        body = {"code": name, "name": name.title(), "starts": starts, "ends": ends, "breaks": breaks}
        answer = await person.api("POST", "/shifts", body)
        assert answer.status_code == 201, answer.text
    return person


async def pattern(admin: Person, *days: str, since: date = MONDAY) -> str:
    """A pattern that counts for the plant from a day on."""
    name = f"Pattern {uuid4().hex[:6]}"
    body = {"name": name, "anchor": "2026-01-05", "days": list(days)}
    assert (await admin.api("POST", "/shift-patterns", body)).status_code == 201
    rule = {"pattern": name, "valid_from": str(since)}
    answer = await admin.api("POST", "/calendar-rules", rule)
    assert answer.status_code == 201, answer.text
    return name


def here(person: Person) -> UUID:
    """The plant somebody works in."""
    assert person.actor and person.actor.plant_id
    return person.actor.plant_id


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE).astimezone(UTC)


WEEK = ("early, late", "early, late", "early, late", "early, late", "early, late", "", "")


async def test_eight_hours_end_on_the_next_working_day(helga: Person, engine: AsyncEngine) -> None:
    await pattern(helga, "early", "early", "early", "early", "early", "", "")
    async with rolled_back(engine, helga.actor) as uow:
        source = (await calendars.of_plant(uow, here(helga))).source()
    friday = MONDAY + timedelta(days=4)
    # 7 h 15 min are worked of a day: three quarters of an hour are left for Monday
    assert add_working_time(source, at(friday, 6), timedelta(hours=8)) == at(MONDAY + timedelta(days=7), 6, 45)


async def test_a_holiday_counts_once_for_everybody(helga: Person, engine: AsyncEngine) -> None:
    await pattern(helga, *WEEK)

    async def hours() -> float:
        async with rolled_back(engine, helga.actor) as uow:
            source = (await calendars.of_plant(uow, here(helga))).source()
        return working_time(source, at(MONDAY, 0), at(MONDAY + timedelta(days=7), 0)) / timedelta(hours=1)

    before = await hours()
    body = {"day": str(MONDAY), "reason": "Pentecost Monday", "holiday": True}
    assert (await helga.api("POST", "/calendar-days", body)).status_code == 201
    assert before - await hours() == 15.25
    saturday = {"day": str(MONDAY + timedelta(days=5)), "reason": "Urgent order", "shifts": ["late"]}
    assert (await helga.api("POST", "/calendar-days", saturday)).status_code == 201
    assert before - await hours() == 7.25


async def test_public_holidays_of_a_country_come_with_their_names(helga: Person) -> None:
    shown = await helga.api("GET", "/calendar-days/holidays", params={"country": "AT", "year": "2031"})
    assert {"day": "2031-01-06", "name": "Epiphany"}.items() <= shown.json()["items"][1].items()
    kept = await helga.api("POST", "/calendar-days/holidays", {"country": "AT", "year": 2031})
    assert kept.status_code == 201, kept.text
    assert all(one["kept"] for one in kept.json()["items"])
    again = await helga.api("POST", "/calendar-days/holidays", {"country": "AT", "year": 2031})
    assert not any(one["kept"] for one in again.json()["items"])
    unknown = await helga.api("POST", "/calendar-days/holidays", {"country": "XX", "year": 2031})
    assert unknown.status_code == 422 and "country" in unknown.json()["errors"]


@pytest.fixture
async def worked(helga: Person, engine: AsyncEngine) -> AsyncIterator[UUID]:
    """Three shifts a day, every day, since some weeks."""
    since = datetime.now(ZONE).date() - timedelta(days=30)
    await pattern(helga, "early, late, night", since=since)
    async with unit_of_work(engine, helga.actor) as uow:
        await instances.make_since(uow, here(helga), since)
    yield here(helga)


async def test_the_night_shift_belongs_to_the_day_it_starts_on(worked: UUID, engine: AsyncEngine, helga) -> None:
    today = datetime.now(ZONE).date()
    async with rolled_back(engine, helga.actor) as uow:
        found = (
            await calendars.worked(uow, worked, at(today - timedelta(days=9), 0), at(today - timedelta(days=2), 0))
        )[None]
    night = next(each for each in found.shifts if each.code == "night" and each.day == today - timedelta(days=5))
    assert night.starts_at == at(today - timedelta(days=5), 22)
    assert night.ends_at == at(today - timedelta(days=4), 6)


async def test_what_was_worked_stays_when_hours_change(worked: UUID, helga: Person, engine: AsyncEngine) -> None:
    today, past = datetime.now(ZONE).date(), datetime.now(ZONE).date() - timedelta(days=3)
    shifts = (await helga.api("GET", "/shifts")).json()["items"]
    early = next(each for each in shifts if each["code"] == "early")
    said = {"code": "early", "name": "Early", "starts": "07:00", "ends": "14:00"}
    changed = await helga.api("PUT", f"/shifts/{early['id']}", said)
    assert changed.status_code == 200, changed.text

    async def starts(day: date) -> datetime:
        async with rolled_back(engine, helga.actor) as uow:
            found = (await calendars.worked(uow, worked, at(day, 0), at(day + timedelta(days=1), 0)))[None]
        return next(each.starts_at for each in found.shifts if each.code == "early" and each.day == day)

    assert await starts(past) == at(past, 6)
    assert await starts(today + timedelta(days=3)) == at(today + timedelta(days=3), 7)
    async with unit_of_work(engine, helga.actor) as uow:
        await instances.rework(uow, worked, ReworkIn(past, past, "The hours were wrong"))
    assert await starts(past) == at(past, 7)


async def test_a_work_center_may_work_longer_than_its_plant(worked: UUID, helga: Person, engine: AsyncEngine) -> None:
    code = f"C{uuid4().hex[:5].upper()}"
    center = await helga.api("POST", "/work-centers", {"code": code, "name": "Furnace"})
    assert center.status_code == 201, center.text
    name = f"Furnace {uuid4().hex[:5]}"
    body = {"name": name, "anchor": "2026-01-05", "days": ["early"]}
    assert (await helga.api("POST", "/shift-patterns", body)).status_code == 201
    since = datetime.now(ZONE).date() + timedelta(days=1)
    rule = {"pattern": name, "valid_from": str(since), "work_center": code}
    assert (await helga.api("POST", "/calendar-rules", rule)).status_code == 201
    day = since + timedelta(days=2)
    async with rolled_back(engine, helga.actor) as uow:
        found = await calendars.worked(uow, worked, at(day, 0), at(day + timedelta(days=1), 0))
    own = found[UUID(center.json()["id"])]
    assert {each.code for each in own.shifts if each.day == day} == {"early"}
    assert {each.code for each in found[None].shifts if each.day == day} == {"early", "late", "night"}
    page = await helga.see("/shift-calendar", work_center=code, week=str(day))
    assert page.status_code == 200 and name in page.text


async def test_shifts_that_overlap_are_refused_by_name(helga: Person) -> None:
    body = {"code": "long", "name": "Long", "starts": "05:00", "ends": "17:00"}
    assert (await helga.api("POST", "/shifts", body)).status_code == 201
    refused = await helga.api(
        "POST", "/shift-patterns", {"name": "Wrong", "anchor": "2026-01-05", "days": ["long, late"]}
    )
    assert refused.status_code == 422
    assert refused.json()["errors"]["days"] == "long and late overlap"
    over_night = {"name": "Wrong", "anchor": "2026-01-05", "days": ["night", "long"]}
    assert "overlap" in (await helga.api("POST", "/shift-patterns", over_night)).json()["errors"]["days"]


@pytest.mark.parametrize(
    "breaks", [["25:00-26:00"], ["noon"], ["05:00-05:30"], ["10:00-09:00"], ["07:00-08:00", "07:30-09:00"]]
)
async def test_breaks_that_cannot_be_are_refused_at_the_field(helga: Person, breaks) -> None:
    body: dict[str, Any] = {"code": f"x{uuid4().hex[:4]}", "name": "Day", "starts": "06:00", "ends": "14:00"}
    refused = await helga.api("POST", "/shifts", {**body, "breaks": breaks})
    assert refused.status_code == 422 and "breaks" in refused.json()["errors"], refused.text


async def test_two_patterns_never_count_on_the_same_day(helga: Person, engine: AsyncEngine) -> None:
    await pattern(helga, "early", since=MONDAY)
    second = await pattern(helga, "late", since=MONDAY + timedelta(days=7))
    rules = (await helga.api("GET", "/calendar-rules")).json()["items"]
    assert [(rule["pattern"] == second, rule["valid_to"]) for rule in rules] == [
        (True, None), (False, str(MONDAY + timedelta(days=6))),
    ]  # fmt: skip
    earlier = {"pattern": second, "valid_from": str(MONDAY)}
    assert "valid_from" in (await helga.api("POST", "/calendar-rules", earlier)).json()["errors"]


async def test_somebody_belongs_to_one_crew_at_a_time(helga: Person, other_operator: Person, plant: str) -> None:
    crews = []
    for name in ("A", "B"):
        body = {"code": f"{name}{uuid4().hex[:4]}", "name": f"Crew {name}"}
        crews.append((await helga.api("POST", "/crews", body)).json()["id"])
    said = {"person": other_operator.email, "valid_from": "2031-01-01", "valid_to": "2031-12-31"}
    assert (await helga.api("POST", f"/crews/{crews[0]}/members", said)).status_code == 201
    refused = await helga.api("POST", f"/crews/{crews[1]}/members", said)
    assert "belongs to Crew A" in refused.json()["errors"]["person"]
    after = {**said, "valid_from": "2032-01-01", "valid_to": "2032-12-31"}
    assert (await helga.api("POST", f"/crews/{crews[1]}/members", after)).status_code == 201


async def test_the_other_company_sees_no_shift_of_ours(
    planner: Person, worked: UUID, helga: Person, plant: str
) -> None:
    ours = {each["id"] for each in (await helga.api("GET", "/shifts")).json()["items"]}
    theirs = (await planner.api("GET", "/shifts", params={"plant": plant})).json()["items"]
    assert ours and theirs == []
    assert (await planner.api("GET", f"/shifts/{next(iter(ours))}")).status_code == 404
    assert (await planner.api("GET", "/shift-calendar", params={"plant": plant})).status_code == 422


async def test_no_two_shifts_at_once_even_in_sql(worked: UUID, helga: Person, engine: AsyncEngine) -> None:
    async with rolled_back(engine, helga.actor) as uow:
        twin = text(
            "insert into shift_instances (organization_id, id, created_at, plant_id, shift_id, day, code, name, "
            "starts_at, ends_at, breaks) select organization_id, gen_random_uuid(), now(), plant_id, shift_id, day, "
            "code, name, starts_at + interval '1 minute', ends_at, breaks from shift_instances "
            "where plant_id = :p limit 1"
        )
        with pytest.raises(Exception, match="one_shift_at_a_time"):
            await uow.session.execute(twin, {"p": worked})
