"""Sums that the database makes are those of the pieces, to the microsecond."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.factories.plant import SmallFactory, small_factory
from unison_web.engine.spans import Span
from unison_web.kit import clock
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.kit.db.writes import bulk_insert
from unison_web.modules.machines.models import Machine
from unison_web.modules.machines.rules import STATES
from unison_web.modules.production.models import Reason
from unison_web.modules.shifts.models import ShiftInstance
from unison_web.modules.time_ledger.models import MachineTime
from unison_web.modules.time_ledger.service import minutes, summing

DAYS = 6
DAY = timedelta(days=1)
Key = tuple[UUID, int, str]


@pytest.fixture(scope="module")
async def works(engine: AsyncEngine, planner: Person, admin: Person) -> AsyncIterator[SmallFactory]:
    """Three machines that were in any state for any time, some of it in shifts, one with shifts of its own."""
    made = await small_factory(engine, planner.organization)
    dice, start = random.Random(4), clock.now() - DAYS * DAY
    said = {"code": made.frame, "name": "Sums", "starts": "06:00", "ends": "14:00"}
    shift = UUID((await admin.api("POST", "/shifts", said)).json()["id"])
    async with unit_of_work(engine, admin.actor) as uow:
        mine = Reason.organization_id == planner.organization
        reasons = [None, *await uow.session.scalars(select(Reason.id).where(mine, Reason.kind == "stop"))]
        machines = list(await uow.session.scalars(select(Machine).where(Machine.id.in_(made.machines.values()))))
        for machine in machines:
            await bulk_insert(uow, MachineTime, list(stays(dice, machine, start, reasons)), audited=False)
        own = machines[0].work_center_id
        rows = [instance(shift, made.plant, start + n * DAY, center) for n in range(DAYS) for center in (None, own)]
        await bulk_insert(uow, ShiftInstance, rows)
    yield made
    async with unit_of_work(engine, admin.actor) as uow:
        await uow.session.execute(delete(ShiftInstance).where(ShiftInstance.shift_id == shift))


def stays(
    dice: random.Random, machine: Machine, start: datetime, reasons: list[UUID | None]
) -> Iterator[dict[str, object]]:
    at = start + timedelta(minutes=dice.randrange(300))
    while at < clock.now() - timedelta(hours=3):
        length = timedelta(seconds=dice.choice((40, 90, 700, 5000, 20_000)), microseconds=dice.randrange(10**6))
        yield {
            "plant_id": machine.plant_id, "machine_id": machine.id, "starts_at": at, "ends_at": at + length,
            "state": dice.choice(STATES), "reason_id": dice.choice(reasons), "operation_id": None,
        }  # fmt: skip
        at += length + timedelta(minutes=dice.choice((0, 0, 0, 25)))


def instance(shift: UUID, plant: UUID, day: datetime, center: UUID | None) -> dict[str, object]:
    begins = day + timedelta(hours=9 if center else 7, microseconds=17)
    pause = [begins + timedelta(hours=3), begins + timedelta(hours=3, minutes=30)]
    return {
        "plant_id": plant, "work_center_id": center, "shift_id": shift, "day": day.date(), "code": "SUMS",
        "name": "Sums", "starts_at": begins, "ends_at": begins + timedelta(hours=8),
        "breaks": [[each.isoformat() for each in pause]],
    }  # fmt: skip


async def test_sums_of_the_database_are_those_of_the_pieces(
    engine: AsyncEngine, admin: Person, works: SmallFactory
) -> None:
    """Over stretches with holes between them, one of which is not over yet."""
    start = clock.now() - DAYS * DAY
    stretches = [Span(start + n * DAY, start + n * DAY + timedelta(hours=17)) for n in range(DAYS)]
    stretches.append(Span(clock.now() - timedelta(hours=1), clock.now() + timedelta(hours=5)))
    async with unit_of_work(engine, admin.actor) as uow:
        machines = list(await uow.session.scalars(select(Machine).where(Machine.id.in_(works.machines.values()))))
        known = await minutes.read(uow, works.plant, machines, stretches[0].start, stretches[-1].end)
        summed = await summing.sums(uow, works.plant, machines, stretches)
    pieces, parts = defaultdict[Key, timedelta](timedelta), defaultdict[Key, timedelta](timedelta)
    failures = 0
    for machine in machines:
        for place, stretch in enumerate(stretches):
            for piece in known.pieces(machine.id):
                since, until = max(piece.span.start, stretch.start), min(piece.span.end, stretch.end)
                if since < until:
                    pieces[machine.id, place, piece.element] += until - since
                    failures += bool(piece.stay and piece.stay.failure and since == piece.stay.since)
    for part in summed.parts:
        parts[part.machine, part.place, part.element] += part.length
    now = timedelta(seconds=10)  # the two read the clock one after the other
    assert parts.keys() == pieces.keys()
    assert {key for key in parts if abs(parts[key] - pieces[key]) > now} == set()
    assert {key for key in parts if key[1] < DAYS and parts[key] != pieces[key]} == set()
    assert sum(part.begun for part in summed.parts if part.failure) == failures
    assert len({element for _machine, _place, element in parts}) > 6
