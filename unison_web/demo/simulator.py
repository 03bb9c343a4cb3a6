"""Keeps the demo's plants moving, through the same use cases as people: reports, stops, finishes, new orders.

It only works on orders for a made-up customer order (``SO-…``, ``K-…``): what a person orders is left to people.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.orm import joinedload

from unison_web.demo import checks, signals
from unison_web.demo.orders import GEARS_PAST, PAST
from unison_web.demo.seed import at, plants_of
from unison_web.demo.story import Crew, crew
from unison_web.kit import clock
from unison_web.kit.actor import Actor
from unison_web.kit.db.engine import connect
from unison_web.kit.db.unit_of_work import UnitOfWork, unit_of_work
from unison_web.kit.errors import UnisonError
from unison_web.modules import manifests
from unison_web.modules.identity.service import gate
from unison_web.modules.machines.models import Machine
from unison_web.modules.machines.service import set_state
from unison_web.modules.organizations.models import Plant
from unison_web.modules.production.models import Reason
from unison_web.modules.production.schemas import FinishIn, ReportIn, StartIn, StopIn
from unison_web.modules.production.service import reports, running
from unison_web.modules.work_orders.models import Operation, WorkOrder
from unison_web.modules.work_orders.repository import OperationRepository, WorkOrderRepository
from unison_web.modules.work_orders.schemas import WorkOrderIn
from unison_web.modules.work_orders.service import making, moves

log = logging.getLogger("unison.simulator")
PAUSE = (1.0, 3.0)
LONGEST_STOP = timedelta(minutes=40)
FEWEST_WAITING = 6
OURS = or_(WorkOrder.customer.like("SO-%"), WorkOrder.customer.like("K-%"))


@dataclass(slots=True)
class World:
    """One plant of one company, and its people."""

    plant: Plant
    people: Crew
    dice: random.Random
    makes: tuple[str, ...]
    told: dict[UUID, datetime] = field(default_factory=dict)


async def run(url: str) -> None:
    """Until the process is told to stop. A refused or lost step is a step not taken."""
    manifests()  # settings and kinds of records are known from here on, as in web and worker
    engine = connect(url, pool_size=2, overflow=0)
    dice = random.Random()
    try:
        worlds = await worlds_of(engine, dice)
        while worlds:
            await asyncio.sleep(dice.uniform(*PAUSE))
            try:
                await step(engine, dice.choice(worlds))
            except (UnisonError, SQLAlchemyError, OSError) as trouble:
                log.info("step not taken: %s", trouble)
    finally:
        await engine.dispose()


async def worlds_of(engine: AsyncEngine, dice: random.Random) -> list[World]:
    """Every plant that has orders of ours."""
    found = []
    for organization in await gate.organizations(engine):
        for plant in await plants_of(engine, organization):
            async with unit_of_work(engine, at(organization, plant)) as uow:
                ours = await uow.session.scalar(
                    select(WorkOrder.customer).where(WorkOrder.organization_id == organization, OURS).limit(1)
                )
                if ours is None:
                    continue
                codes = tuple(
                    await uow.session.scalars(
                        select(Reason.code).where(Reason.organization_id == organization, Reason.kind == "scrap")
                    )
                )
                makes = GEARS_PAST if ours.startswith("K-") else PAST
                found.append(World(plant, await crew(uow, plant, codes), dice, makes))
    return found


Move = Callable[[UnitOfWork, World], Awaitable[None]]


async def step(engine: AsyncEngine, world: World) -> None:
    """One thing that could happen in a plant, the usual ones more often."""
    move = world.dice.choices(MOVES, WEIGHTS)[0]
    async with unit_of_work(engine, at(world.plant.organization_id, world.plant)) as uow:
        await move(uow, world)


def somebody(world: World, machine: str) -> Actor:
    """The operator who belongs to a machine: always the same one, so that the board shows a person and not a crowd."""
    place = sum(ord(letter) for letter in machine) % len(world.people.operators)
    return replace(world.people.operators[place], device_name=machine)


def as_person(uow: UnitOfWork, actor: Actor) -> None:
    uow.actor, uow.reason = actor, ""
    uow.session.info["actor"] = actor


async def some_operation(uow: UnitOfWork, world: World, *states: str) -> Operation | None:
    statement = (
        select(Operation.id)
        .join(Operation.order)
        .where(
            Operation.organization_id == uow.organization_id,
            Operation.plant_id == world.plant.id,
            Operation.state.in_(states),
            OURS,
            WorkOrder.state.in_(("released", "in_progress")),
        )
        .order_by(WorkOrder.priority, WorkOrder.due_at)
    )
    ids = list(await uow.session.scalars(statement))
    return await OperationRepository(uow).with_order(world.dice.choice(ids), lock=True) if ids else None


async def report(uow: UnitOfWork, world: World) -> None:
    """What the machine has made since the last touch; one in thirty is bad; what is complete is finished."""
    operation = await some_operation(uow, world, "running")
    if operation is None:
        return
    as_person(uow, somebody(world, operation.machine.code if operation.machine else ""))
    here = operation.arrived - operation.done
    if here <= 0 or operation.good >= operation.quantity:
        await finish(uow, operation, world.dice)
        return
    made = pieces_made(world, operation)
    if not made:
        return
    if world.dice.random() < 1 / 30:
        await reports.report(
            uow,
            operation,
            ReportIn(quantity=Decimal(1), kind="scrap", reason=world.dice.choice(world.people.scrap_reasons)),
        )
    else:
        await reports.report(uow, operation, ReportIn(quantity=min(Decimal(made), here)))


def pieces_made(world: World, operation: Operation) -> int:
    """As many as the planned time allows, a little faster or slower: figures of the demo are those of a factory."""
    since = world.told.setdefault(operation.id, clock.now())
    minutes = float(operation.run_minutes or 1) / world.dice.uniform(0.8, 1.05)
    made = int((clock.now() - since).total_seconds() / 60 / minutes)
    if made:
        world.told[operation.id] = clock.now()
    return made


async def finish(uow: UnitOfWork, operation: Operation, dice: random.Random) -> None:
    """Finish once the operation before has finished too; until then wait for its pieces."""
    before, _after = await OperationRepository(uow).neighbours(operation)
    if before is None or before.state == "done":
        await checks.answer(uow, operation, dice)
        await running.finish(
            uow, operation, FinishIn(reason="" if operation.good >= operation.quantity else "The rest was scrapped")
        )


async def start(uow: UnitOfWork, world: World) -> None:
    """Somebody begins what waits, at a machine that is free."""
    operation = await some_operation(uow, world, "ready")
    if operation is None:
        return
    free = await uow.session.scalar(
        select(Machine).where(
            Machine.organization_id == uow.organization_id, Machine.work_center_id == operation.work_center_id,
            Machine.plant_id == world.plant.id, Machine.state.in_(("idle", "unknown")), Machine.life == "active",
        ).order_by(Machine.code).limit(1)
    )  # fmt: skip
    if free:
        as_person(uow, somebody(world, free.code))
        await running.start(uow, operation, StartIn(machine=free.code))


async def stop(uow: UnitOfWork, world: World) -> None:
    """A machine stands, if fewer than two do already: grey is normal."""
    standing = select(Machine.id).where(
        Machine.organization_id == uow.organization_id,
        Machine.plant_id == world.plant.id,
        Machine.state == "unplanned_stop",
    )
    if len(list(await uow.session.scalars(standing))) >= 2:
        return
    operation = await some_operation(uow, world, "running")
    if operation:
        as_person(uow, somebody(world, operation.machine.code if operation.machine else ""))
        await running.stop(uow, operation, StopIn(reason=world.dice.choice(("material", "fault", "quality"))))


async def resume(uow: UnitOfWork, world: World) -> None:
    """Whatever stands for some minutes goes on; a machine without work becomes idle."""
    statement = select(Machine).where(
        Machine.organization_id == uow.organization_id,
        Machine.plant_id == world.plant.id,
        Machine.state.in_(("unplanned_stop", "planned_stop", "setup")),
        Machine.state_since < clock.now() - LONGEST_STOP,
    )
    machine = await uow.session.scalar(statement.options(joinedload(Machine.work_center)).limit(1))
    if machine is None:
        return
    held = await uow.session.scalar(
        select(Operation.id)
        .where(
            Operation.organization_id == uow.organization_id,
            Operation.machine_id == machine.id,
            Operation.state == "paused",
        )
        .limit(1)
    )
    as_person(uow, somebody(world, machine.code))
    if held is None:
        await set_state(uow, machine, "idle")
        return
    operation = await OperationRepository(uow).with_order(held, lock=True)
    await running.start(uow, operation, StartIn(machine=machine.code))


async def order(uow: UnitOfWork, world: World) -> None:
    """The planner keeps enough work on the floor."""
    waiting = select(WorkOrder.id).where(
        WorkOrder.organization_id == uow.organization_id,
        WorkOrder.plant_id == world.plant.id,
        WorkOrder.state == "released",
        OURS,
    )
    if len(list(await uow.session.scalars(waiting))) >= FEWEST_WAITING:
        return
    as_person(uow, world.people.planner)
    customer = f"{'K' if world.makes == GEARS_PAST else 'SO'}-{world.dice.randint(43800, 49999)}"
    due = clock.now() + timedelta(days=world.dice.uniform(1, 5))
    said = WorkOrderIn(
        material=world.dice.choice(world.makes),
        quantity=Decimal(world.dice.choice((20, 40, 60))),
        due_at=due,
        customer=customer,
    )
    number = (await making.create(uow, said)).number
    await uow.session.flush()
    uow.session.expire_all()
    made = await WorkOrderRepository(uow).by_number(number, whole=True, lock=True)
    await moves.release(uow, made, accept_shortage=True)


async def speak(uow: UnitOfWork, world: World) -> None:
    """The gateway says how its machines are, on the road of every gateway."""
    await signals.speak(uow, world.plant, world.dice)


MOVES: tuple[Move, ...] = (report, start, stop, resume, order, speak)
WEIGHTS = (70, 14, 1, 8, 7, 60)
