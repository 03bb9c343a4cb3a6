"""The plant at a glance. Five queries whatever the number of machines."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import exists, func, select
from sqlalchemy.orm import aliased

from unison_web.kit import clock
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import _
from unison_web.kit.web.formats import clock_time, duration, number
from unison_web.kit.web.states import look
from unison_web.modules.floor.repository import FloorRepository, HandoverRepository
from unison_web.modules.floor.schemas.board import Board, Tile
from unison_web.modules.machines.models import Machine
from unison_web.modules.organizations.models import Plant
from unison_web.modules.production.models import LogEntry
from unison_web.modules.work_orders.models import Operation, WorkOrder


async def board(uow: UnitOfWork, plant: Plant) -> Board:
    """Every machine of the plant as a tile, in the order of their codes."""
    floor = FloorRepository(uow)
    machines = await floor.machines(plant.id)
    working = await floor.working(plant.id)
    people = await floor.last_people([operation.id for operation in working])
    following = await floor.ready(plant.id)
    tiles = [tile(machine, working, people, following) for machine in machines]
    good, planned = await today(uow, plant)
    return Board(
        plant.name,
        plant.id,
        tiles,
        running=sum(machine.state == "running" for machine in machines),
        need_you=sum(bool(look(shown.state, "machine").p) for shown in tiles),
        good_today=good,
        planned_today=planned,
        handed_over=await HandoverRepository(uow).open_in(plant.id),
    )


def tile(machine: Machine, working: list[Operation], people: dict[UUID, str], following: list[Operation]) -> Tile:
    here = next((op for op in working if op.machine_id == machine.id), None)
    shown = Tile(machine.code, machine.name, machine.state, f"/machines/{machine.id}", since=machine.state_since)
    if look(machine.state, "machine").p:
        return _standing(shown, machine, here, people)
    if here is None:
        return _idle(shown, machine, following)
    shown.item, shown.order = here.order.material.name, here.order.number
    shown.href = f"/work-orders/{here.order.number}"
    shown.big, shown.of = number(here.good), _("of {total}").format(total=number(here.quantity))
    shown.value, shown.total, shown.who = here.good, here.quantity, people.get(here.id, "")
    return shown


def _standing(shown: Tile, machine: Machine, here: Operation | None, people: dict[UUID, str]) -> Tile:
    """A machine that needs somebody says why and how long, in place of the count."""
    shown.why = machine.state_reason or _("No reason yet")
    if here:
        shown.order, shown.who = here.order.number, people.get(here.id, "")
    if machine.state_since:
        minutes = Decimal((clock.now() - machine.state_since).total_seconds()) / 60
        shown.big = duration(minutes)
        shown.note = _("since {time}").format(time=clock_time(machine.state_since))
    return shown


def _idle(shown: Tile, machine: Machine, following: list[Operation]) -> Tile:
    waiting = next((op for op in following if op.work_center_id == machine.work_center_id), None)
    if waiting:
        shown.item = _("Next: {item}").format(item=waiting.order.material.name)
        shown.order = waiting.order.number
    return shown


async def today(uow: UnitOfWork, plant: Plant) -> tuple[Decimal, Decimal]:
    """Pieces that passed the last operation of their order since midnight, plant time, and what is due today."""
    midnight = datetime.combine(clock.now().astimezone(ZoneInfo(plant.zone)).date(), time(), ZoneInfo(plant.zone))
    later = aliased(Operation)
    follows = (
        (later.organization_id == Operation.organization_id)
        & (later.work_order_id == Operation.work_order_id)
        & (later.sequence > Operation.sequence)
        & (later.state != "skipped")
    )
    good = (
        select(func.coalesce(func.sum(LogEntry.quantity), 0))
        .join(LogEntry.operation)
        .where(
            LogEntry.organization_id == uow.organization_id,
            LogEntry.plant_id == plant.id,
            LogEntry.kind == "good",
            LogEntry.occurred_at >= midnight,
            ~exists().where(follows),
        )
    )
    due = select(func.coalesce(func.sum(WorkOrder.quantity), 0)).where(
        WorkOrder.organization_id == uow.organization_id,
        WorkOrder.plant_id == plant.id,
        WorkOrder.state != "cancelled",
        WorkOrder.due_at >= midnight,
        WorkOrder.due_at < midnight + timedelta(days=1),
    )
    return Decimal(await uow.session.scalar(good) or 0), Decimal(await uow.session.scalar(due) or 0)
