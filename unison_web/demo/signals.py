"""A gateway that speaks for some machines of each plant, by the same road as a real one: the pipeline.

What it says follows from what people do at the machines: a press that runs draws power, counts, and is warm.
"""

from __future__ import annotations

import math
import random
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from unison_web.engine.signal import Reading
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.machines.models import Machine
from unison_web.modules.machines.repository import MachineRepository
from unison_web.modules.organizations.models import Plant
from unison_web.modules.signals.models import Connection, Link
from unison_web.modules.signals.repository import LatestRepository, TagRepository
from unison_web.modules.signals.schemas_tags import MappingIn
from unison_web.modules.signals.service import pipeline, tags

NAME = "Machine gateway"
MACHINES = 4
BACK, EVERY = timedelta(days=10), timedelta(minutes=10)
#: What the gateway says for a state, and what it means.
CODES = {"idle": 0, "running": 1, "unplanned_stop": 2, "setup": 3, "planned_stop": 4, "maintenance": 5, "offline": 6}
#: Tags that nobody has given a meaning yet.
WAITING = ("door", "hydraulics/pressure")


async def heard(uow: UnitOfWork, plant: Plant) -> None:
    """The connection, what its tags mean, and ten days of power and temperature."""
    machines = (await MachineRepository(uow).of_plant(plant.id))[:MACHINES]
    if not machines:
        return
    connection = Connection(plant_id=plant.id, name=NAME, kind="http", enabled=True, silence_seconds=0)
    uow.session.add(connection)
    await uow.session.flush()
    uow.session.add(Link(plant_id=plant.id, connection_id=connection.id, since=uow.now() - BACK, error=""))
    await uow.session.flush()
    start = uow.now() - BACK
    names = [f"{machine.code}/{tag}" for machine in machines for tag in ("state", "strokes", "power", "temperature")]
    await pipeline.take(uow, connection, [Reading(name, start, 0) for name in names])
    known = {tag.name: tag for tag in await TagRepository(uow).named(connection.id, names)}
    for machine in machines:
        for name, meaning in meanings(machine.code).items():
            await tags.map_to(uow, known[f"{machine.code}/{name}"], meaning)
    dice = random.Random(plant.code)
    await pipeline.take(uow, connection, list(past(machines, start, uow.now(), dice)))


def meanings(code: str) -> dict[str, MappingIn]:
    words: dict[str, Any] = {state: str(value) for state, value in CODES.items()}
    return {
        "state": MappingIn(machine=code, kind="state", label="State", **words),
        "strokes": MappingIn(machine=code, kind="counter", label="Strokes"),
        "power": MappingIn(machine=code, kind="telemetry", label="Power", unit="kW"),
        "temperature": MappingIn(machine=code, kind="telemetry", label="Temperature", unit="°C"),
    }


def past(machines: Sequence[Machine], start: datetime, end: datetime, dice: random.Random) -> Iterator[Reading]:
    """Days that are warmer and busier than nights, with a hole: for some hours nobody heard anything."""
    hole = start + timedelta(days=6, hours=7), start + timedelta(days=6, hours=15)
    at, strokes = start + EVERY, 0
    while at < end:
        busy = max(0.0, math.sin((at.hour - 5) / 24 * 2 * math.pi)) if at.weekday() < 6 else 0.05
        strokes += round(busy * 40)
        if not hole[0] < at < hole[1]:
            for machine in machines:
                yield Reading(f"{machine.code}/power", at, round(1.5 + busy * 11 + dice.uniform(-0.6, 0.6), 2))
                yield Reading(f"{machine.code}/temperature", at, round(24 + busy * 31 + dice.uniform(-1, 1), 1))
                yield Reading(f"{machine.code}/strokes", at, strokes)
        at += EVERY
    for machine in machines[:2]:
        yield from (Reading(f"{machine.code}/{name}", end - EVERY, dice.randrange(2)) for name in WAITING)


async def speak(uow: UnitOfWork, plant: Plant, dice: random.Random) -> None:
    """One message of the gateway: how its machines are now. A state is said when it changed."""
    named = select(Connection).where(
        Connection.organization_id == uow.organization_id, Connection.plant_id == plant.id, Connection.name == NAME,
        Connection.enabled.is_(True),
    )  # fmt: skip
    connection = await uow.session.scalar(named)
    if connection is None:
        return
    machines = (await MachineRepository(uow).of_plant(plant.id))[:MACHINES]
    said = []
    for machine in machines:
        said += [one async for one in _now(uow, connection, machine, dice)]
    await pipeline.take(uow, connection, said)


async def _now(
    uow: UnitOfWork, connection: Connection, machine: Machine, dice: random.Random
) -> AsyncIterator[Reading]:
    now, busy = uow.now(), {"running": 1.0, "setup": 0.4}.get(machine.state, 0.1)
    yield Reading(f"{machine.code}/power", now, round(1.5 + busy * 11 + dice.uniform(-0.6, 0.6), 2))
    yield Reading(f"{machine.code}/temperature", now, round(24 + busy * 31 + dice.uniform(-1, 1), 1))
    names = [f"{machine.code}/{name}" for name in ("state", "strokes")]
    for tag in await TagRepository(uow).named(connection.id, names):
        latest = await LatestRepository(uow).of(tag.id)
        before = latest.value if latest and latest.value is not None else 0
        if tag.kind == "counter" and machine.state == "running":
            yield Reading(tag.name, now, int(before) + dice.randrange(1, 5))
        if tag.kind == "state" and CODES.get(machine.state, before) != before:
            yield Reading(tag.name, now, CODES[machine.state])
