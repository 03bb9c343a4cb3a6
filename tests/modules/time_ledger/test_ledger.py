"""Sam starts, pauses and stops; a PLC reports late and twice; Alex explains afterwards. The minutes add up."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.factories.plant import SmallFactory, small_factory
from unison_web.kit import clock
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.modules.time_ledger.rules import counted

NOW = clock.now


@pytest.fixture
async def works(engine: AsyncEngine, planner: Person) -> SmallFactory:
    return await small_factory(engine, planner.organization)


@pytest.fixture
async def order(works: SmallFactory, planner: Person) -> AsyncIterator[str]:
    said = {"material": works.frame, "quantity": 20, "due_at": "2026-12-24T12:00:00Z"}
    number = (await planner.api("POST", "/work-orders", said)).json()["number"]
    assert (await planner.api("POST", f"/work-orders/{number}/release", {})).is_success
    yield number


async def stays(engine: AsyncEngine, person: Person, machine: UUID) -> list[tuple[Any, ...]]:
    async with unit_of_work(engine, person.actor) as uow:
        rows = await uow.session.execute(
            text("select starts_at, ends_at, state, reason_id is not null, operation_id is not null from machine_times "
                 "where machine_id = :machine order by starts_at"), {"machine": machine},
        )  # fmt: skip
        return [tuple(row) for row in rows]


async def send(person: Person, machine: UUID, *signals: dict[str, Any]) -> dict[str, Any]:
    answer = await person.api("POST", f"/machines/{machine}/signals", {"signals": list(signals)})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def state(name: str, at: datetime, message: str = "") -> dict[str, Any]:
    return {"state": name, "at": at.isoformat(), "message": message}


async def test_what_sam_touched_without_a_network_is_where_it_happened(
    engine: AsyncEngine, operator: Person, planner: Person, works: SmallFactory, order: str
) -> None:
    machine = works.machines["Forming"]
    eight = (NOW() - timedelta(hours=3)).replace(microsecond=0)
    for verb, minutes, more in (("start", 0, {}), ("stop", 20, {"reason": "material"}), ("start", 50, {}),
                                ("pause", 80, {})):  # fmt: skip
        said = {**more, "occurred_at": (eight + timedelta(minutes=minutes)).isoformat()}
        assert (await operator.api("POST", f"/work-orders/{order}/operations/10/{verb}", said)).is_success
    minute = timedelta(minutes=1)
    assert await stays(engine, operator, machine) == [
        (eight, eight + 20 * minute, "running", False, True),
        (eight + 20 * minute, eight + 50 * minute, "unplanned_stop", True, True),
        (eight + 50 * minute, eight + 80 * minute, "running", False, True),
        (eight + 80 * minute, None, "idle", False, True),
    ]


async def test_messages_in_any_order_and_twice_say_the_same(
    engine: AsyncEngine, admin: Person, works: SmallFactory
) -> None:
    dice, start = random.Random(7), (NOW() - timedelta(hours=20)).replace(microsecond=0)
    names = ("running", "idle", "unplanned_stop", "setup", "offline")
    said = [state(dice.choice(names), start + timedelta(minutes=n * 7), f"m{n}") for n in range(40)]
    in_order, mixed = works.machines["Forming"], works.machines["Welding"]
    await send(admin, in_order, *said)
    shuffled = said + said[:10]
    dice.shuffle(shuffled)
    for place in range(0, len(shuffled), 9):
        await send(admin, mixed, *shuffled[place : place + 9])
    assert await stays(engine, admin, mixed) == await stays(engine, admin, in_order)
    again = await send(admin, mixed, *said)
    assert (again["taken"], again["known"]) == (0, 40)


async def test_the_minutes_of_a_day_add_up_to_the_calendar(admin: Person, works: SmallFactory) -> None:
    machine, start = works.machines["Final"], NOW() - timedelta(days=3)
    dice = random.Random(11)
    names = ("running", "idle", "unplanned_stop", "planned_stop", "maintenance")
    await send(admin, machine, *(state(dice.choice(names), start + timedelta(seconds=dice.randrange(258_000)))
                                 for _n in range(60)))  # fmt: skip
    day = (NOW() - timedelta(days=2)).date()  # over by now, wherever the plant is
    found = (await admin.api("GET", f"/machines/{machine}/minutes?day={day}")).json()
    assert found["calendar_minutes"] == "1440"
    pieces = [(piece["starts_at"], piece["ends_at"]) for piece in found["pieces"]]
    assert [end for _start, end in pieces[:-1]] == [begin for begin, _end in pieces[1:]]
    assert (pieces[0][0], pieces[-1][1]) == (found["starts_at"], found["ends_at"])


async def test_the_database_itself_refuses_two_states_at_once(
    engine: AsyncEngine, admin: Person, works: SmallFactory
) -> None:
    machine = works.machines["Forming"]
    await send(admin, machine, state("running", NOW() - timedelta(hours=1)))
    with pytest.raises(Exception, match="one_state_at_a_time"):
        async with unit_of_work(engine, admin.actor) as uow:
            await uow.session.execute(
                text("insert into machine_times select organization_id, gen_random_uuid(), created_at, plant_id, "
                     "machine_id, starts_at + interval '1 minute', null, 'idle', null, null, '', 'touch' "
                     "from machine_times where machine_id = :machine"), {"machine": machine},
            )  # fmt: skip


async def test_a_message_about_the_past_leaves_the_present(admin: Person, works: SmallFactory) -> None:
    machine = works.machines["Forming"]
    await send(admin, machine, state("unplanned_stop", NOW() - timedelta(minutes=5)))
    assert (await send(admin, machine, state("running", NOW() - timedelta(hours=2))))["state"] == "unplanned_stop"
    refused = await admin.api(
        "POST", f"/machines/{machine}/signals", {"signals": [state("idle", NOW() + timedelta(hours=3))]}
    )
    assert refused.status_code == 422 and "Check the clock" in refused.text


async def test_counters_roll_over_start_again_and_come_late(admin: Person, works: SmallFactory) -> None:
    assert counted(9_998, 3, 10_000) == 5  # type: ignore[arg-type]
    assert counted(9_998, 3, None) == 3  # type: ignore[arg-type]
    machine, noon = works.machines["Welding"], datetime.combine(
        (NOW() - timedelta(days=1)).date(), datetime.min.time(), UTC
    ) + timedelta(hours=18)  # fmt: skip
    readings = [(0, 9_990), (1, 9_996), (2, 2), (3, 10)]
    said = [
        {"reading": value, "wraps_at": 10_000, "at": (noon + timedelta(minutes=n)).isoformat(), "message": f"c{n}"}
        for n, value in readings
    ]
    await send(admin, machine, said[3], said[0])
    await send(admin, machine, said[2], said[0])
    await send(admin, machine, said[1])
    day = noon.astimezone(admin.actor.timezone).date()
    assert (await admin.api("GET", f"/machines/{machine}/minutes?day={day}")).json()["counter"]["good"] == "20"


async def explained(person: Person, stop: str, **said: Any) -> dict[str, Any]:
    answer = await person.api("POST", f"/stops/{stop}/reason", said)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def stopped(person: Person, machine: UUID, minutes: int = 40) -> dict[str, Any]:
    """A stop that is over, between two times of work."""
    begin = (NOW() - timedelta(hours=4)).replace(microsecond=0)
    await send(person, machine, state("running", begin - timedelta(hours=1)), state("unplanned_stop", begin),
               state("running", begin + timedelta(minutes=minutes)))  # fmt: skip
    code = (await person.api("GET", f"/machines/{machine}")).json()["code"]
    found: dict[str, Any] = (await person.api("GET", f"/stops?machine={code}")).json()["items"][0]
    return found


async def reason(person: Person, **more: Any) -> str:
    code = f"r{random.randrange(10**9)}"
    made = await person.api("POST", "/reasons", {"kind": "stop", "code": code, "name": f"Reason {code}", **more})
    assert made.status_code == 201, made.text
    return code


async def test_alex_explains_yesterday_and_changes_the_reason_later(supervisor: Person, works: SmallFactory) -> None:
    machine = works.machines["Forming"]
    stop = await stopped(supervisor, machine)
    assert (stop["reason"], stop["minutes"]) == ("", "40")
    tool = await reason(supervisor, planned=True)
    assert (await explained(supervisor, stop["id"], reason="material"))["state"] == "unplanned_stop"
    after = await explained(supervisor, stop["id"], reason=tool, why="It was the tool after all")
    assert (after["state"], after["reason_code"]) == ("planned_stop", tool)
    assert [(entry["reason"], entry["why"], entry["said_name"]) for entry in after["history"]] == [
        (f"Reason {tool}", "It was the tool after all", supervisor.name), ("No material", "", supervisor.name),
    ]  # fmt: skip
    suggested = (await supervisor.api("GET", f"/stops/{stop['id']}")).json()["suggested"]
    assert [each["code"] for each in suggested] == [tool]


async def test_a_stop_is_split_and_put_together_again(supervisor: Person, works: SmallFactory) -> None:
    machine = works.machines["Welding"]
    stop = await stopped(supervisor, machine)
    begin = datetime.fromisoformat(stop["starts_at"])
    at = (begin + timedelta(minutes=10)).isoformat()
    later = (await supervisor.api("POST", f"/stops/{stop['id']}/split", {"at": at})).json()
    await explained(supervisor, later["id"], reason="material")
    first = (await supervisor.api("GET", f"/stops/{stop['id']}")).json()
    assert (first["minutes"], later["minutes"], first["reason"]) == ("10", "30", "")
    together = (await supervisor.api("POST", f"/stops/{stop['id']}/merge")).json()
    assert together["minutes"] == "40"
    again = await supervisor.api("POST", f"/stops/{stop['id']}/merge")
    assert again.status_code == 422 and "worked in between" in again.text
    outside = await supervisor.api("POST", f"/stops/{stop['id']}/split", {"at": (begin - timedelta(1)).isoformat()})
    assert outside.status_code == 422


async def test_a_late_message_cuts_an_explained_stop_and_what_is_left_keeps_its_reason(
    engine: AsyncEngine, supervisor: Person, works: SmallFactory
) -> None:
    machine = works.machines["Final"]
    stop = await stopped(supervisor, machine)
    await explained(supervisor, stop["id"], reason="material")
    begin = datetime.fromisoformat(stop["starts_at"])
    minute = timedelta(minutes=1)
    await send(supervisor, machine, state("running", begin + 10 * minute), state("unplanned_stop", begin + 25 * minute))
    found = [(a, b, what, coded) for a, b, what, coded, _order in await stays(engine, supervisor, machine)][1:4]
    assert found == [
        (begin, begin + 10 * minute, "unplanned_stop", True),
        (begin + 10 * minute, begin + 25 * minute, "running", False),
        (begin + 25 * minute, begin + 40 * minute, "unplanned_stop", False),  # it stopped again: for what?
    ]


async def test_the_stop_that_goes_on_shows_its_reason_on_the_machine(supervisor: Person, works: SmallFactory) -> None:
    machine = works.machines["Forming"]
    await send(supervisor, machine, state("unplanned_stop", NOW() - timedelta(minutes=9)))
    code = (await supervisor.api("GET", f"/machines/{machine}")).json()["code"]
    stop = (await supervisor.api("GET", f"/stops?machine={code}&open=true")).json()["items"][0]
    page = await supervisor.see(f"/machines/{machine}")
    assert f"/stops/{stop['id']}" in page.text or "stop-now" in page.text
    await explained(supervisor, stop["id"], reason="material")
    assert (await supervisor.api("GET", f"/machines/{machine}")).json()["state_reason"] == "No material"


async def test_an_operator_may_not_explain_and_the_other_company_finds_nothing(
    operator: Person, supervisor: Person, stranger: Person, works: SmallFactory
) -> None:
    stop = await stopped(supervisor, works.machines["Forming"])
    assert (await operator.api("POST", f"/stops/{stop['id']}/reason", {"reason": "material"})).status_code == 403
    assert (await stranger.api("GET", f"/stops/{stop['id']}")).status_code == 404


async def test_reasons_form_a_tree_without_a_circle(supervisor: Person) -> None:
    wide, narrow = await reason(supervisor), ""
    narrow = await reason(supervisor, parent=wide)
    ids = {row["code"]: row["id"] for code in (wide, narrow)
           for row in (await supervisor.api("GET", f"/reasons?q={code}")).json()["items"]}  # fmt: skip
    said = {"kind": "stop", "code": wide, "name": "Wide", "parent": narrow}
    refused = await supervisor.api("PUT", f"/reasons/{ids[wide]}", said)
    assert refused.status_code == 422 and "a kind of itself" in refused.text
    both = {"kind": "stop", "code": narrow, "name": "Narrow", "planned": True, "failure": True}
    assert "never planned" in (await supervisor.api("PUT", f"/reasons/{ids[narrow]}", both)).text
