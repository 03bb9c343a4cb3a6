"""Putting the home page together from what the modules below know."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, func, literal, select, union_all

from unison_web.kit import clock
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.web.states import look
from unison_web.modules.floor.service import board as boards
from unison_web.modules.home.schemas import Home, HourBar
from unison_web.modules.organizations.models import Plant
from unison_web.modules.production.models import LogEntry
from unison_web.modules.setup import service as setup
from unison_web.modules.setup.rules import Setup
from unison_web.modules.work_orders import presenters
from unison_web.modules.work_orders.models import WorkOrder
from unison_web.modules.work_orders.rules import OPEN
from unison_web.modules.work_orders.schemas import WorkOrderRow

SHOWN = 7
SHIFT_HOURS = 8
Scan = Callable[[UnitOfWork, str], Awaitable[str | None]]


async def home(uow: UnitOfWork, plant: Plant) -> Home:
    now = clock.now()
    midnight = datetime.combine(now.astimezone(ZoneInfo(plant.zone)).date(), time(), ZoneInfo(plant.zone))
    shown = await boards.board(uow, plant)
    found = await orders(uow, plant, now, midnight + timedelta(days=1))
    hours = await by_hour(uow, plant, midnight, now)
    return Home(
        plant=plant.name,
        standing=[tile for tile in shown.tiles if look(tile.state, "machine").p],
        late=found["late"],
        late_count=await late_count(uow, plant, now),
        held=found["held"],
        due_today=found["today"],
        due_next=[] if found["today"] else found["next"],
        hours=hours,
        good_today=sum((bar.good for bar in hours), Decimal(0)),
        scrap_today=sum((bar.scrap for bar in hours), Decimal(0)),
        running=shown.running,
        machines=len(shown.tiles),
        at=now,
        steps_left=await setup.left(uow) if uow.actor.may(Setup.READ) and uow.actor.may("materials:write") else 0,
    )


async def orders(uow: UnitOfWork, plant: Plant, now: datetime, tonight: datetime) -> dict[str, list[WorkOrderRow]]:
    """The first of each kind, in one question."""
    coming = (WorkOrder.state.in_(OPEN), WorkOrder.due_at >= now)
    kinds = {
        "late": some(uow, plant, *overdue(now)),
        "held": some(uow, plant, WorkOrder.state == "on_hold"),
        "today": some(uow, plant, *coming, WorkOrder.due_at < tonight),
        "next": some(uow, plant, *coming, first=WorkOrder.due_at),
    }
    parts = [select(literal(kind).label("kind"), each.subquery()) for kind, each in kinds.items()]
    every = union_all(*parts).subquery()
    found: dict[str, list[WorkOrderRow]] = {kind: [] for kind in kinds}
    for kind, *values, _place in await uow.session.execute(select(every).order_by(every.c.kind, every.c.place)):
        found[kind].append(presenters.ROWS.row(values))
    return found


def some(uow: UnitOfWork, plant: Plant, *where: ColumnElement[bool], first: Any = WorkOrder.priority) -> Select[Any]:
    mine = WorkOrder.organization_id == uow.organization_id, WorkOrder.plant_id == plant.id
    order = first, WorkOrder.due_at, WorkOrder.id
    place = func.row_number().over(order_by=order).label("place")
    rows = presenters.ROWS.select(WorkOrder).add_columns(place).join(WorkOrder.material).where(*mine, *where)
    return rows.order_by(*order).limit(SHOWN)


def overdue(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """What is held is said once, as held."""
    return WorkOrder.state.in_(OPEN - {"on_hold"}), WorkOrder.due_at < now


async def late_count(uow: UnitOfWork, plant: Plant, now: datetime) -> int:
    mine = WorkOrder.organization_id == uow.organization_id, WorkOrder.plant_id == plant.id
    return int(await uow.session.scalar(select(func.count(WorkOrder.id)).where(*mine, *overdue(now))) or 0)


async def by_hour(uow: UnitOfWork, plant: Plant, midnight: datetime, now: datetime) -> list[HourBar]:
    """Pieces of each hour since midnight until this one; the hour is the plant's wall clock."""
    hour = func.extract("hour", func.timezone(plant.zone, LogEntry.occurred_at))
    statement = (
        select(hour, LogEntry.kind, func.sum(LogEntry.quantity))
        .where(
            LogEntry.organization_id == uow.organization_id,
            LogEntry.plant_id == plant.id,
            LogEntry.kind.in_(("good", "scrap")),
            LogEntry.occurred_at >= midnight,
        )
        .group_by(hour, LogEntry.kind)
    )
    bars = {number: HourBar(number, Decimal(0), Decimal(0)) for number in range(24)}
    for number, kind, quantity in await uow.session.execute(statement):
        setattr(bars[int(number)], kind, quantity)
    busy = [bar.hour for bar in bars.values() if bar.good or bar.scrap]
    if not busy:
        return []
    first = min(min(busy), 24 - SHIFT_HOURS)  # room for a shift, so that the first hour of a day is a bar and no wall
    this = now.astimezone(ZoneInfo(plant.zone)).hour
    return [bars[number] for number in range(first, max(this + 1, max(busy) + 1, first + SHIFT_HOURS))]


async def resolve(uow: UnitOfWork, code: str, scans: Sequence[Scan]) -> str | None:
    """Ask each module in turn whose code this is."""
    for scan in scans:
        if found := await scan(uow, code):
            return found
    return None
