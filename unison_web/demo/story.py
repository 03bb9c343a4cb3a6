"""Orders with a past: made through the same use cases as people use, with the clock held where each thing happened."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from unison_web.demo import checks
from unison_web.kit import clock
from unison_web.kit.actor import Actor, everything
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.identity.models import Badge, User
from unison_web.modules.machines.models import Machine
from unison_web.modules.materials.models import Material
from unison_web.modules.organizations.models import Plant
from unison_web.modules.production.schemas import FinishIn, ReportIn, StartIn
from unison_web.modules.production.service import reports, running
from unison_web.modules.routings.models import Routing, RoutingOperation
from unison_web.modules.work_orders.models import Operation, WorkOrder
from unison_web.modules.work_orders.repository import OperationRepository, WorkOrderRepository
from unison_web.modules.work_orders.schemas import WorkOrderIn
from unison_web.modules.work_orders.service import making, moves


@dataclass(frozen=True, slots=True)
class Line:
    """One order of the story. ``done`` operations are finished; the next one has ``share`` of its pieces good."""

    material: str
    quantity: int
    due_days: float
    customer: str
    done: int = 0
    share: float = -1.0
    priority: int = 3
    state: str = "released"
    machine: str = ""


@dataclass(frozen=True, slots=True)
class Crew:
    """Who acts in the story of one plant."""

    plant: Plant
    planner: Actor
    operators: tuple[Actor, ...]
    scrap_reasons: tuple[str, ...]


async def crew(uow: UnitOfWork, plant: Plant, scrap_reasons: tuple[str, ...]) -> Crew:
    """The people of the company as actors in this plant: everybody with a badge works at machines."""
    people = {
        user.email.split("@")[0]: user
        for user in await uow.session.scalars(select(User).where(User.organization_id == uow.organization_id))
    }
    badged = set(await uow.session.scalars(select(Badge.user_id).where(Badge.organization_id == uow.organization_id)))
    operators = tuple(
        as_actor(user, plant) for user in people.values() if user.id in badged and "supervisor" not in user.email
    )
    return Crew(plant, as_actor(people["planner"], plant), operators, scrap_reasons)


def as_actor(user: User, plant: Plant, device: str = "") -> Actor:
    return Actor(
        user.organization_id, user.id, user.name, user.email, plant.id, plant.name, plant.code, zone=plant.zone,
        currency=plant.currency, device_name=device, may=everything,
    )  # fmt: skip


def act(uow: UnitOfWork, actor: Actor, at: datetime) -> None:
    """From now on ``actor`` acts, at ``at``."""
    uow.actor, uow.started_at, uow.reason = actor, at, ""  # nobody else's reason is theirs
    uow.session.info["actor"] = actor


async def tell(uow: UnitOfWork, line: Line, crew: Crew, dice: random.Random, now: datetime) -> WorkOrder:
    """Create the order and bring it as far as the line says, ending before ``now``."""
    finished = line.state in ("completed", "closed")
    end = now + timedelta(days=line.due_days - 0.2) if finished else now
    begun = end - timedelta(hours=6 + 7 * line.done + 3 * max(line.share, 0))
    begun = min(begun, end - await _needed(uow, line, finished) * 1.15)
    with clock.held_at(begun - timedelta(days=1)):
        act(uow, crew.planner, clock.now())
        due = now + timedelta(days=line.due_days)
        order = await making.create(
            uow,
            WorkOrderIn(
                material=line.material,
                quantity=Decimal(line.quantity),
                due_at=due,
                priority=line.priority,
                customer=line.customer,
            ),
        )
        await uow.session.flush()
        if line.state == "planned":
            return order
        number = order.number
        uow.session.expire_all()
        whole = await WorkOrderRepository(uow).by_number(number, whole=True, lock=True)
        await moves.release(uow, whole, accept_shortage=True)
        await uow.session.flush()
    await _work(uow, line, crew, dice, whole.id, begun, end)
    return await _settle(uow, line, crew, number, end)


async def _needed(uow: UnitOfWork, line: Line, finished: bool) -> timedelta:
    """How long what was made takes by the plan, one operation after the other."""
    minutes = await uow.session.scalars(
        select(RoutingOperation.run_minutes)
        .join(RoutingOperation.routing).join(Material, Material.id == Routing.material_id)
        .where(
            RoutingOperation.organization_id == uow.organization_id, Routing.state == "released",
            Material.organization_id == uow.organization_id, Material.number == line.material,
        )
        .order_by(RoutingOperation.sequence)
    )  # fmt: skip
    each = [float(one) for one in minutes]
    shares = [1.0] * (len(each) if finished else line.done) + [max(line.share, 0)]
    return timedelta(minutes=sum(one * share for one, share in zip(each, shares, strict=False)) * line.quantity)


async def _work(
    uow: UnitOfWork, line: Line, crew: Crew, dice: random.Random, order: UUID, begun: datetime, end: datetime
) -> None:
    rows = (
        await uow.session.execute(
            select(Operation.id, Operation.run_minutes)
            .where(Operation.organization_id == uow.organization_id, Operation.work_order_id == order)
            .order_by(Operation.sequence)
        )
    ).all()
    ids, weights = [row[0] for row in rows], [max(float(row[1]) * line.quantity, 60) for row in rows]
    count = len(ids) if line.state in ("completed", "closed") else line.done
    working = ids[:count] + (ids[count : count + 1] if line.share >= 0 else [])
    start = begun
    for place, operation_id in enumerate(working):
        slot = (end - begun) * weights[place] / sum(weights[: len(working)])
        share = 1.0 if place < count else line.share
        machine = line.machine if place == count else ""
        await _operate(uow, crew, dice, operation_id, share, machine, start, slot)
        start += slot


async def _operate(
    uow: UnitOfWork,
    crew: Crew,
    dice: random.Random,
    operation_id: UUID,
    share: float,
    machine: str,
    start: datetime,
    slot: timedelta,
) -> None:
    """Start, report in a few steps, now and then a bad piece, and finish when all is done."""
    operator = dice.choice(crew.operators)
    at = machine or await _some_machine(uow, operation_id, dice)
    operator = replace(operator, device_name=at)
    with clock.held_at(start):
        act(uow, operator, start)
        operation = await OperationRepository(uow).with_order(operation_id, lock=True)
        await running.start(uow, operation, StartIn(machine=at))
    arrived = operation.arrived
    target = int(Decimal(str(share)) * arrived)
    steps = min(4, max(1, target))
    for step in range(steps if target else 0):
        moment = start + slot * (step + 1) / (steps + 1.5)
        portion = target // steps + (target % steps if step == steps - 1 else 0)
        with clock.held_at(moment):
            act(uow, operator, moment)
            bad = 1 if step == 1 and portion > 3 and dice.random() < 0.35 else 0
            if bad:
                await reports.report(
                    uow, operation, ReportIn(quantity=Decimal(1), kind="scrap", reason=dice.choice(crew.scrap_reasons))
                )
            await reports.report(uow, operation, ReportIn(quantity=Decimal(portion - bad)))
            await uow.session.flush()
    if share >= 1:
        with clock.held_at(start + slot * 0.95):
            act(uow, operator, clock.now())
            why = "" if operation.good >= operation.quantity else "The rest was scrapped"
            await checks.answer(uow, operation, dice)
            await running.finish(uow, operation, FinishIn(reason=why))
            await uow.session.flush()


async def _some_machine(uow: UnitOfWork, operation_id: UUID, dice: random.Random) -> str:
    statement = (
        select(Machine.code)
        .join(
            Operation,
            (Operation.work_center_id == Machine.work_center_id)
            & (Operation.organization_id == Machine.organization_id),
        )
        .where(Operation.organization_id == uow.organization_id, Operation.id == operation_id)
        .order_by(Machine.code)
    )
    return dice.choice(list(await uow.session.scalars(statement)))


async def _settle(uow: UnitOfWork, line: Line, crew: Crew, number: str, end: datetime) -> WorkOrder:
    uow.session.expire_all()
    order = await WorkOrderRepository(uow).by_number(number, whole=True, lock=True)
    with clock.held_at(end):
        act(uow, crew.planner, end)
        if line.state == "closed":
            await moves.close(uow, order)
        if line.state == "on_hold":
            await moves.hold(uow, order, "Stress test failed on the first piece")
        await uow.session.flush()
    return order
