"""A contact at a machine: each pulse is a piece, late and repeated ones too; and the panel hears of it at once."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.modules.signals.test_pipeline import ago
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.modules.time_ledger.service import signals


async def made(engine: AsyncEngine, person: Person, machine: str) -> int:
    async with unit_of_work(engine, person.actor) as uow:  # type: ignore[arg-type]
        return int((await signals.counted(uow, UUID(machine), ago(400), ago(-1))).good)


async def test_each_pulse_is_a_piece_late_and_repeated_ones_too(
    connect: Any, send: Any, mean: Any, press: dict[str, Any], admin: Person, engine: AsyncEngine
) -> None:
    connection, start = await connect(), ago(60)

    def pulse(number: int) -> list[tuple[str, int, datetime]]:
        up = start + timedelta(seconds=10 * number)
        chatter = [(1, 0), (0, 4), (1, 9), (0, 2000)]
        return [("part", level, up + timedelta(milliseconds=after)) for level, after in chatter]

    await send(connection, ("part", 0, start - timedelta(seconds=1)))
    tag = await mean(connection, "part", machine=press["code"], kind="pulse", debounce_ms=50)
    await send(connection, *pulse(0), *pulse(1))
    await send(connection, *pulse(3))
    assert await made(engine, admin, press["id"]) == 3
    await send(connection, *pulse(1), *pulse(3))
    assert await made(engine, admin, press["id"]) == 3, "what comes twice counts once"
    await send(connection, *pulse(2))
    assert await made(engine, admin, press["id"]) == 4, "what comes late counts"
    page = await admin.see(f"/tags/{tag or ''}".rstrip("/"))
    assert page.status_code == 200


async def test_a_negative_wait_between_pulses_is_refused(connect: Any, send: Any, rows: Any, admin: Person) -> None:
    connection = await connect()
    await send(connection, ("part", 0, ago(3)))
    tag = (await rows("select id from signal_tags where connection_id = :c", c=connection["id"]))[0][0]
    said = {"machine": "X", "kind": "pulse", "debounce_ms": -1}
    assert (await admin.api("PUT", f"/tags/{tag}/mapping", said)).status_code == 422


async def test_the_panel_of_a_machine_hears_of_values_at_once_and_no_event_is_stored(
    connect: Any, send: Any, mean: Any, rows: Any, press: dict[str, Any], admin: Person
) -> None:
    connection = await connect()
    await send(connection, ("heat", 20, ago(3)))
    await mean(connection, "heat", machine=press["code"], kind="telemetry")
    topic, hub = f"heard:{press['id']}", admin.app.state.live
    stored = "select count(*) from events"
    before = (await rows(stored))[0][0]

    async def first() -> frozenset[str]:
        async for tick in hub.ticks(admin.organization, frozenset({topic})):
            if tick is not None:
                return tick.topics  # type: ignore[no-any-return]
        return frozenset()

    waiting = asyncio.create_task(first())
    await asyncio.sleep(0)
    await send(connection, ("heat", 21, ago(2)))
    assert topic in await asyncio.wait_for(waiting, 10)
    assert (await rows(stored))[0][0] == before
    page = await admin.see(f"/machines/{press['id']}/heard")
    assert f"sse:{topic}" in page.text and "every 5s" not in page.text
