"""Pieces on the bench: one that is complete, one that is begun, one that has a number only."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.assembly.repository import orders_with_pieces
from unison_web.modules.assembly.schemas import NumbersIn, PartIn
from unison_web.modules.assembly.service import building
from unison_web.modules.assembly.service.needs import Need, of_piece
from unison_web.modules.organizations.models import Plant
from unison_web.modules.stock.models import Lot, StockBalance
from unison_web.modules.work_orders.repository import WorkOrderRepository

PIECES = 3


async def pieces(uow: UnitOfWork, plant: Plant) -> None:
    """Of the order due first whose pieces have serial numbers and parts to scan."""
    for known in await orders_with_pieces(uow, plant.id):
        order = await WorkOrderRepository(uow).whole(known.id)
        needs = await of_piece(uow, order, ())
        if not needs or await building.room(uow, order) < PIECES:
            continue
        made = await building.numbers(uow, order, NumbersIn(PIECES))
        for lot_id, parts in zip(made, (needs, needs[:1]), strict=False):
            for need in parts:
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
