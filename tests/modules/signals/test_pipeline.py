"""A program sends what a press says: late, twice, shuffled, wrong. The ledger, the curve and the newest value agree."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from unison_web.kit import clock
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.modules.signals.service import silence

MINUTE = timedelta(minutes=1)
STAYS = "select starts_at, ends_at, state from machine_times where machine_id = :m order by starts_at"


def ago(minutes: float) -> datetime:
    return clock.now().replace(second=0, microsecond=0) - timedelta(minutes=minutes)


@pytest.fixture
async def heard(connect: Any, send: Any, mean: Any, press: dict[str, Any]) -> dict[str, Any]:
    """A connection whose four tags mean something."""
    connection: dict[str, Any] = await connect()
    at = ago(3000)
    await send(connection, *((tag, 0, at) for tag in ("state", "good", "heat", "door")))
    await mean(
        connection, "state", machine=press["code"], kind="state", running="1, ACTIVE", idle="0", unplanned_stop="2"
    )
    await mean(connection, "good", machine=press["code"], kind="good", wraps_at="10000")
    await mean(connection, "heat", machine=press["code"], kind="telemetry", unit="°C", factor="0.1", shift="-10")
    await mean(connection, "door", machine=press["code"], kind="alarm", label="Door")
    return connection


async def test_a_tag_appears_by_itself_and_waits_for_its_meaning(connect: Any, send: Any, admin: Person) -> None:
    connection = await connect()
    done = await send(connection, ("press/speed", 12.5, ago(1)))
    assert (done["unmapped"], done["taken"], done["refused"]) == (1, 0, 0)
    listed = (await admin.api("GET", f"/tags?mapped=no&connection={connection['name']}")).json()["items"]
    assert [(tag["name"], tag["said"], tag["kind"]) for tag in listed] == [("press/speed", "12.5", "")]
    page = await admin.see("/tags", mapped="no", connection=connection["name"])
    assert "press/speed" in page.text and "Say what it means" in page.text


async def test_messages_in_any_order_and_twice_lay_the_same_ledger(
    connect: Any, send: Any, mean: Any, rows: Any, press: dict[str, Any], heard: dict[str, Any]
) -> None:
    dice = random.Random(5)
    start = ago(600)
    said = [("state", dice.choice((0, 1, 2)), start + n * 7 * MINUTE) for n in range(40)]
    for tag in said:
        await_all = tag
        assert await_all[2] < clock.now()
    mixed = said + said[:15]
    dice.shuffle(mixed)
    done = {"taken": 0, "repeated": 0, "late": 0}
    for place in range(0, len(mixed), 11):
        answer = await send(heard, *mixed[place : place + 11])
        done = {name: done[name] + answer[name] for name in done}
    assert (done["taken"], done["repeated"]) == (40, 15)
    assert done["late"] > 0
    expected: list[tuple[datetime, str]] = []
    for _tag, value, at in said:
        name = {0: "idle", 1: "running", 2: "unplanned_stop"}[value]
        if not expected or expected[-1][1] != name:
            expected.append((at, name))
    found = await rows(STAYS, m=press["id"])
    assert [(since, state) for since, _until, state in found] == expected
    assert [until for _since, until, _state in found[:-1]] == [since for since, _until, _state in found[1:]]


async def test_a_batch_that_comes_twice_counts_once(heard: dict[str, Any], send: Any, rows: Any) -> None:
    first = await send(heard, ("heat", 700, ago(5)), ("heat", 710, ago(4)), message="plc-1")
    again = await send(heard, ("heat", 999, ago(3)), message="plc-1")
    assert (first["taken"], first["again"], again["taken"], again["again"]) == (2, False, 2, True)
    assert await rows("select count(*) from telemetry t join signal_tags s on s.id = t.tag_id and s.connection_id = :c "
                      "where t.value > 80", c=heard["id"]) == [(0,)]  # fmt: skip


async def test_the_counter_rolls_over_and_counts_on(
    heard: dict[str, Any], send: Any, admin: Person, press: Any
) -> None:
    start = ago(30)
    await send(heard, ("good", 9998, start), ("good", 3, start + 2 * MINUTE))
    await send(heard, ("good", 9999, start + MINUTE))
    day = start.astimezone(admin.actor.timezone).date()
    found = (await admin.api("GET", f"/machines/{press['id']}/minutes?day={day}")).json()
    assert found["counter"]["good"] == "5"


async def test_sums_of_minutes_and_hours_are_right_however_late_values_come(
    heard: dict[str, Any], send: Any, rows: Any
) -> None:
    dice, start = random.Random(3), ago(180)
    said = [("heat", dice.randrange(500, 900), start + timedelta(seconds=11 * n)) for n in range(500)]
    mixed = said + said[:100]
    dice.shuffle(mixed)
    taken = [await send(heard, *mixed[place : place + 97]) for place in range(0, len(mixed), 97)]
    assert (sum(one["taken"] for one in taken), sum(one["repeated"] for one in taken)) == (500, 100)
    for table, unit in (("telemetry_minutes", "minute"), ("telemetry_hours", "hour")):
        wrong = await rows(
            f"""with raw as (select t.tag_id, date_trunc('{unit}', at, 'UTC') b, count(*) n, sum(value) total,
                 min(value) low, max(value) high, max(at) last_at from telemetry t join signal_tags s on s.id = t.tag_id
                 where s.connection_id = :c group by 1, 2)
                select * from raw full join {table} r on r.tag_id = raw.tag_id and r.at = raw.b
                where r.tag_id in (select id from signal_tags where connection_id = :c) and (raw.n is distinct from r.n
                 or abs(raw.total - r.total) > 0.001 or raw.low <> r.low or raw.high <> r.high
                 or raw.last_at <> r.last_at)""",
            c=heard["id"],
        )
        assert wrong == []


async def test_what_is_old_never_stands_as_the_newest(
    heard: dict[str, Any], send: Any, admin: Person, press: Any
) -> None:
    await send(heard, ("heat", 800, ago(2)))
    late = await send(heard, ("heat", 100, ago(50)))
    assert (late["taken"], late["late"]) == (1, 1)
    heat = next(
        tag
        for tag in (await admin.api("GET", f"/machines/{press['id']}/heard")).json()["tags"]
        if tag["name"] == "heat"
    )
    assert heat["means"] == "70 °C"


async def test_wrong_rows_are_named_and_the_others_are_taken(heard: dict[str, Any], send: Any) -> None:
    done = await send(
        heard, ("heat", "warm", ago(1)), ("heat", 600, ago(1)), ("state", 7, ago(1)), ("good", -1, ago(1)),
        ("heat", 600, clock.now() + timedelta(hours=2)), ("heat", 600, clock.now() - timedelta(days=120)),
    )  # fmt: skip
    assert (done["taken"], done["refused"]) == (1, 5)
    assert {fault["row"]: fault["why"] for fault in done["faults"]} == {
        0: "This is not a number",
        2: "Nobody has said what 7 means",
        3: "Cannot be below zero",
        4: "This is in the future. Check the clock of the machine",
        5: "This is older than ninety days. Check the clock of the machine",
    }


async def test_silence_is_not_idle_and_what_comes_late_takes_it_back(
    engine: AsyncEngine, heard: dict[str, Any], send: Any, rows: Any, admin: Person, press: dict[str, Any]
) -> None:
    start = ago(60)
    await send(heard, ("state", 0, start))
    cut = ago(40)
    await rows("update signal_links set heard_at = :at where connection_id = :c returning 1", at=cut, c=heard["id"])
    async with unit_of_work(engine, admin.actor) as uow:  # type: ignore[arg-type]
        assert await silence.watch(uow) >= 1
    page = await admin.see(f"/machines/{press['id']}/heard")
    assert "No data since" in page.text
    assert (await admin.api("GET", f"/connections/{heard['id']}")).json()["state"] == "broken"
    assert [state for _since, _until, state in await rows(STAYS, m=press["id"])] == ["idle", "unknown"]
    await send(heard, ("state", 1, cut + 5 * MINUTE), ("state", 0, cut + 15 * MINUTE))
    found = [(since, state) for since, _until, state in await rows(STAYS, m=press["id"])]
    assert [state for _since, state in found] == ["idle", "unknown", "running", "idle"]
    assert (await admin.api("GET", f"/machines/{press['id']}/heard")).json()["no_data_since"] is None
    assert (await admin.api("GET", f"/connections/{heard['id']}")).json()["state"] == "connected"


async def test_an_alarm_comes_and_goes_once(heard: dict[str, Any], send: Any, admin: Person, press: Any) -> None:
    first = ("door", "Door open", ago(5))
    await send(heard, first, first, ("door", "", ago(4)))
    done = await send(heard, first)
    assert done["repeated"] == 1
    alarms = (await admin.api("GET", f"/machines/{press['id']}/heard")).json()["alarms"]
    assert [(one["tag"], one["words"], one["active"]) for one in alarms] == [
        ("Door", "", False),
        ("Door", "Door open", True),
    ]


async def test_nobody_sends_to_another_company_or_without_the_right(
    heard: dict[str, Any], stranger: Person, other_admin: Person, operator: Person
) -> None:
    said = {"connection": heard["id"], "rows": [{"tag": "heat", "value": 1}]}
    assert (await other_admin.api("POST", "/signals", said)).status_code == 422
    assert (await operator.api("POST", "/signals", said)).status_code == 403
    assert (await other_admin.api("GET", f"/connections/{heard['id']}")).status_code == 404


async def test_too_many_rows_at_once_are_refused_whole(heard: dict[str, Any], admin: Person) -> None:
    rows = [{"tag": "heat", "value": n} for n in range(10_001)]
    assert (await admin.api("POST", "/signals", {"connection": heard["id"], "rows": rows})).status_code == 422
