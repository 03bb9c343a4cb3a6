"""Pieces on the bench: one that is complete, one that is begun, one that has a number only. Places at lines."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.assembly.repository import orders_with_pieces
from unison_web.modules.assembly.schemas import NumbersIn, PartIn
from unison_web.modules.assembly.service import building
from unison_web.modules.assembly.service.needs import Need, of_piece
from unison_web.modules.organizations.models import Plant
from unison_web.modules.staging.schemas import StageIn
from unison_web.modules.staging.service import needs, stage
from unison_web.modules.stock.models import Location, Lot, StockBalance
from unison_web.modules.work_orders.models import WorkOrder
from unison_web.modules.work_orders.repository import WorkOrderRepository

PIECES = 3


async def pieces(uow: UnitOfWork, plant: Plant) -> None:
    """Of the order due first whose pieces have serial numbers and parts to scan."""
    for known in await orders_with_pieces(uow, plant.id):
        order = await WorkOrderRepository(uow).whole(known.id)
        parts = await of_piece(uow, order, ())
        if not parts or await building.room(uow, order) < PIECES:
            continue
        made = await building.numbers(uow, order, NumbersIn(PIECES))
        for lot_id, some in zip(made, (parts, parts[:1]), strict=False):
            for need in some:
                await _build(uow, plant, lot_id, need)
        return


async def _build(uow: UnitOfWork, plant: Plant, lot_id: UUID, need: Need) -> None:
    """Out of any lot that lies here; what does not is left open."""
    lies = (
        select(Lot.number)
        .join(StockBalance, (StockBalance.lot_id == Lot.id) & (StockBalance.organization_id == Lot.organization_id))
        .where(Lot.organization_id == uow.organization_id, Lot.material_id == need.component.id,
               StockBalance.plant_id == plant.id, StockBalance.quantity - StockBalance.reserved >= need.needed,
               StockBalance.status == "released", Lot.held.is_(False), Lot.expires_on.is_(None))
        .order_by(Lot.id)
        .limit(1)
    )  # fmt: skip
    number = await uow.session.scalar(lies)
    if number:
        await building.build(uow, lot_id, PartIn(number))


async def lines(uow: UnitOfWork, plant: Plant) -> None:
    """Places at two lines, and the first order that waits there has its first component beside it."""
    waiting = (
        select(WorkOrder)
        .where(WorkOrder.organization_id == uow.organization_id, WorkOrder.plant_id == plant.id,
               WorkOrder.state == "released")
        .order_by(WorkOrder.due_at, WorkOrder.id)
        .limit(1)
    )  # fmt: skip
    order = await uow.session.scalar(waiting)
    if order is None:
        return
    whole = await WorkOrderRepository(uow).whole(order.id)
    for center in list({step.work_center_id: step.work_center for step in whole.operations}.values())[:2]:
        name = f"Line {center.code}"
        uow.session.add(Location(plant_id=plant.id, code=name, name=name, kind="warehouse", work_center_id=center.id))
    await uow.session.flush()
    ready = next((need for need in await needs(uow, whole) if need.takes and need.place), None)
    if ready:
        take = ready.takes[0]
        await stage(uow, whole, StageIn(take.candidate.lot or ready.material.number, take.quantity))
