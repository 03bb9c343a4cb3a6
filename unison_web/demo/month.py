"""A month of machine time behind the two companies, so that figures have something to stand on.

Each machine works through the shifts of its plant: set-up, work, stops with and without a reason. Every ten days it
has another order, and what it made is in the log, so that time, pieces and orders agree with each other.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from unison_web.engine.spans import Span
from unison_web.kit.actor import Actor
from unison_web.kit.db.ids import new_id
from unison_web.kit.db.transaction import JOB_LIMITS
from unison_web.kit.db.unit_of_work import UnitOfWork, unit_of_work
from unison_web.kit.db.writes import bulk_insert
from unison_web.modules.identity.models import Badge
from unison_web.modules.machines.models import Machine
from unison_web.modules.machines.repository import MachineRepository
from unison_web.modules.organizations.models import Plant
from unison_web.modules.production.models import LogEntry, Reason
from unison_web.modules.routings.models import Routing, RoutingOperation
from unison_web.modules.shifts.service.calendars import worked as calendar_of
from unison_web.modules.time_ledger.models import MachineTime
from unison_web.modules.work_orders.models import Operation, WorkOrder

BACK, LONG = timedelta(days=31), timedelta(days=10)
#: How often a machine stops for what, and how many minutes; without a code nobody said why.
STOPS = (
    ("material", 22, (6, 40)), ("fault", 12, (15, 90)), ("tool", 16, (8, 20)), ("quality", 8, (5, 25)),
    ("cleaning", 10, (10, 20)), ("", 14, (4, 18)), ("", 18, (1, 2)),
)  # fmt: skip


@dataclass
class Story:
    """What becomes rows, of one plant."""

    plant: Plant
    dice: random.Random
    reasons: dict[str, Reason]
    people: list[UUID]
    number: int
    told: dict[UUID, list[tuple[datetime, float]]] = field(default_factory=dict)
    ahead: dict[UUID, float] = field(default_factory=dict)
    times: list[dict[str, Any]] = field(default_factory=list)
    orders: list[dict[str, Any]] = field(default_factory=list)
    operations: list[dict[str, Any]] = field(default_factory=list)
    log: list[dict[str, Any]] = field(default_factory=list)


async def worked(engine: AsyncEngine, actor: Actor, plant: Plant, *, first: int) -> None:
    """Up to the end of the last shift; what the orders of the demo did since then stays as it was told. What they
    reported before counts, and the month adds what there was time for besides."""
    async with unit_of_work(engine, actor, limits=JOB_LIMITS) as uow:
        calendar = (await calendar_of(uow, plant.id, uow.now() - BACK, uow.now()))[None]
        shifts = [each.span for each in calendar.shifts if each.span.end <= uow.now()]
        end = shifts[-1].end
        story = await _story(uow, plant, first)
        await _clear(uow, plant, end)
        story.told = await _told(uow, plant)
        for machine in await MachineRepository(uow).of_plant(plant.id):
            if taken := await _made_there(uow, machine):
                _machine(story, machine, taken, shifts)
        for model, rows in (
            (WorkOrder, story.orders), (Operation, story.operations), (LogEntry, story.log), (MachineTime, story.times),
        ):  # fmt: skip
            await bulk_insert(uow, model, rows, audited=False)


async def _story(uow: UnitOfWork, plant: Plant, first: int) -> Story:
    reasons = await uow.session.scalars(select(Reason).where(Reason.organization_id == uow.organization_id))
    people = await uow.session.scalars(select(Badge.user_id).where(Badge.organization_id == uow.organization_id))
    return Story(plant, random.Random(first), {each.code: each for each in reasons}, sorted(people), first)


async def _clear(uow: UnitOfWork, plant: Plant, end: datetime) -> None:
    """Orders that were told one after the other lie over each other in time; before ``end`` the month replaces them."""
    mine = MachineTime.organization_id == uow.organization_id, MachineTime.plant_id == plant.id
    await uow.session.execute(delete(MachineTime).where(*mine, MachineTime.ends_at <= end))
    await uow.session.execute(update(MachineTime).where(*mine, MachineTime.starts_at < end).values(starts_at=end))


async def _told(uow: UnitOfWork, plant: Plant) -> dict[UUID, list[tuple[datetime, float]]]:
    """What the orders of the demo reported at each machine, in planned minutes."""
    rows = await uow.session.execute(
        select(LogEntry.machine_id, LogEntry.occurred_at, LogEntry.quantity * Operation.run_minutes)
        .join(LogEntry.operation)
        .where(LogEntry.organization_id == uow.organization_id, LogEntry.plant_id == plant.id, LogEntry.quantity > 0)
    )
    found: dict[UUID, list[tuple[datetime, float]]] = {}
    for machine, at, minutes in rows:
        if machine is None:
            continue
        found.setdefault(machine, []).append((at, float(minutes)))
    return found


async def _made_there(uow: UnitOfWork, machine: Machine) -> tuple[UUID, str, Decimal] | None:
    """A material, the operation of it that happens at this machine, and its minutes for a piece."""
    found = await uow.session.execute(
        select(Routing.material_id, RoutingOperation.name, RoutingOperation.run_minutes)
        .join(RoutingOperation.routing)
        .where(
            RoutingOperation.organization_id == uow.organization_id, RoutingOperation.run_minutes > 0,
            RoutingOperation.work_center_id == machine.work_center_id,
        )
        .order_by(RoutingOperation.run_minutes, Routing.material_id).limit(1)
    )  # fmt: skip
    row = found.first()
    return (row[0], row[1], row[2]) if row else None


def _machine(story: Story, machine: Machine, made: tuple[UUID, str, Decimal], shifts: list[Span]) -> None:
    begun: datetime | None = None
    order: dict[str, Any] = {}
    for shift in shifts:
        if begun is None or shift.start - begun >= LONG:
            begun, order = shift.start, _order(story, machine, made, shift.start)
        running = timedelta(0)
        for span, state, code in _stays(story.dice, shift):
            story.times.append(_time(story, machine, order, span, state, code))
            running += span.length if state == "running" else timedelta(0)
        _report(story, machine, order, shift, running)
    between = sorted((row["starts_at"], row["ends_at"]) for row in story.times if row["machine_id"] == machine.id)
    for (_start, end), (start, _end) in zip(between, between[1:], strict=False):
        if end < start:
            story.times.append(_time(story, machine, {}, Span(end, start), "idle", ""))


def _stays(dice: random.Random, shift: Span) -> Iterator[tuple[Span, str, str]]:
    """Set-up, then work and stops in turn, to the end of the shift."""
    at = shift.start
    states = iter([("setup", "", dice.uniform(8, 25))])
    while at < shift.end:
        state, code, minutes = next(states, ("", "", 0.0))
        if not state:
            code, _weight, (low, high) = dice.choices(STOPS, [weight for _code, weight, _long in STOPS])[0]
            stop = ("stop", code, dice.uniform(low, high))
            states = iter([stop])
            state, code, minutes = "running", "", dice.uniform(50, 170)
        end = min(at + timedelta(seconds=round(minutes * 60)), shift.end)
        yield Span(at, end), state, code
        at = end


def _time(story: Story, machine: Machine, order: dict[str, Any], span: Span, state: str, code: str) -> dict[str, Any]:
    reason = story.reasons.get(code)
    if state == "stop":
        state = "planned_stop" if reason and reason.planned else "unplanned_stop"
    return {
        "plant_id": story.plant.id, "machine_id": machine.id, "starts_at": span.start, "ends_at": span.end,
        "state": state, "operation_id": order.get("operation"), "reason_id": reason.id if reason else None, "note": "",
        "source": "touch",
    }  # fmt: skip


def _order(story: Story, machine: Machine, made: tuple[UUID, str, Decimal], start: datetime) -> dict[str, Any]:
    material, name, run_minutes = made
    story.number -= 1
    end = start + LONG
    order = {
        "id": new_id(), "plant_id": story.plant.id, "number": f"WO-{story.number}", "material_id": material,
        "quantity": Decimal(1), "unit": "EA", "due_at": end, "state": "closed", "good": Decimal(0), "scrap": Decimal(0),
        "released_at": start, "started_at": start, "completed_at": end, "closed_at": end,
    }  # fmt: skip
    operation = {
        "id": new_id(), "plant_id": story.plant.id, "work_order_id": order["id"], "sequence": 10, "name": name,
        "work_center_id": machine.work_center_id, "machine_id": machine.id, "run_minutes": run_minutes, "state": "done",
        "quantity": Decimal(1), "good": Decimal(0), "scrap": Decimal(0), "arrived": Decimal(0), "started_at": start,
        "finished_at": end,
    }  # fmt: skip
    story.orders.append(order)
    story.operations.append(operation)
    return {"operation": operation["id"], "run": run_minutes, "rows": (order, operation)}


def _report(story: Story, machine: Machine, order: dict[str, Any], shift: Span, running: timedelta) -> None:
    """What the time gave, a little slower than planned; now and then something is bad."""
    dice = story.dice
    told = sum(minutes for at, minutes in story.told.get(machine.id, []) if at in shift)
    left = running.total_seconds() / 60 * dice.uniform(0.82, 0.99) - told - story.ahead.get(machine.id, 0.0)
    story.ahead[machine.id] = max(-left, 0.0)  # what was reported at once took its time before or afterwards
    pieces = max(int(left / float(order["run"])), 0)
    bad = sum(dice.random() < 0.018 for _piece in range(min(pieces, 400)))
    scrap = [reason for reason in story.reasons.values() if reason.kind == "scrap"]
    person, (whole, operation) = dice.choice(story.people), order["rows"]
    said = [("good", pieces - bad, None), ("scrap", bad, dice.choice(scrap).id if scrap else None)]
    for kind, quantity, reason in said:
        if quantity > 0:
            for row in (whole, operation):
                row[kind] += quantity
                row["quantity"] = max(row["good"], Decimal(1))
            operation["arrived"] = operation["good"] + operation["scrap"]
            story.log.append({
                "plant_id": story.plant.id, "work_order_id": whole["id"], "operation_id": operation["id"],
                "machine_id": machine.id, "operator_id": person, "kind": kind, "quantity": Decimal(quantity),
                "reason_id": reason, "device": machine.code, "occurred_at": shift.end - timedelta(minutes=5),
            })  # fmt: skip
