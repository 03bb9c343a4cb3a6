"""Named questions about pieces and what is in them."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from unison_web.kit.db.repository import Repository
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import NotFound
from unison_web.modules.assembly.models import BuiltPart
from unison_web.modules.consumption.repository import WAY
from unison_web.modules.materials.models import Material
from unison_web.modules.stock.models import Edge, Lot, Movement, StockBalance
from unison_web.modules.stock.repository import LotRepository
from unison_web.modules.traceability.repository import said_by
from unison_web.modules.work_orders.models import WorkOrder
from unison_web.modules.work_orders.repository import WorkOrderRepository

SHOWN = 200
WITH_MATERIAL = joinedload(Lot.material).joinedload(Material.unit)


class PartRepository(Repository[BuiltPart]):
    model_type = BuiltPart

    async def of_piece(self, piece: UUID) -> list[BuiltPart]:
        """In the order they went in, those that came out too."""
        return await self.all(self.mine().where(BuiltPart.piece_id == piece).order_by(BuiltPart.id), *WHOLE)

    async def record(self, piece: UUID, part: UUID) -> BuiltPart:
        found = self.mine().where(BuiltPart.id == part, BuiltPart.piece_id == piece)
        return await self.one(found.with_for_update(of=BuiltPart), *WHOLE)

    async def holding(self, lot: UUID) -> BuiltPart | None:
        """The part that a serial number is now."""
        now = self.mine().where(BuiltPart.lot_id == lot, BuiltPart.single, BuiltPart.removed_at.is_(None))
        return await self.perhaps(now, joinedload(BuiltPart.piece))

    async def built_in(self, order: UUID) -> dict[UUID, int]:
        """How many parts each piece of an order has now."""
        statement = (
            select(BuiltPart.piece_id, func.count())
            .where(BuiltPart.organization_id == self.uow.organization_id, BuiltPart.order_id == order,
                   BuiltPart.removed_at.is_(None))
            .group_by(BuiltPart.piece_id)
        )  # fmt: skip
        return {piece: count for piece, count in await self.session.execute(statement)}

    async def of_order(self, order: UUID) -> list[BuiltPart]:
        """Of all its pieces, those that came out too."""
        return await self.all(self.mine().where(BuiltPart.order_id == order).order_by(BuiltPart.id), *WHOLE)


WHOLE = (
    joinedload(BuiltPart.lot), joinedload(BuiltPart.component).joinedload(Material.unit),
    joinedload(BuiltPart.location), joinedload(BuiltPart.builder), joinedload(BuiltPart.remover),
    joinedload(BuiltPart.piece),
)  # fmt: skip


async def piece_at(uow: UnitOfWork, lot_id: UUID) -> Lot:
    lots = LotRepository(uow)
    found = lots.mine().where(Lot.id == lot_id, Lot.kind == "serial", Lot.order_id.is_not(None))
    return await lots.one(found, WITH_MATERIAL)


async def order_of(uow: UnitOfWork, piece: Lot, *, lock: bool = False) -> WorkOrder:
    """With its operations and components. Under lock, reports and others who build wait."""
    if piece.order_id is None:
        raise NotFound
    orders = WorkOrderRepository(uow)
    return await (orders.locked(piece.order_id) if lock else orders.whole(piece.order_id))


async def scanned(uow: UnitOfWork, code: str) -> Lot | None:
    """The lot or serial number that a label names: ours, GS1, or an address with one in it."""
    for said in said_by(code):
        lots = LotRepository(uow)
        if found := await lots.perhaps(lots.mine().where(Lot.number == said), WITH_MATERIAL):
            return found
    return None


async def pieces_of(uow: UnitOfWork, order: UUID) -> list[Lot]:
    mine = select(Lot).where(Lot.organization_id == uow.organization_id, Lot.order_id == order, Lot.kind == "serial")
    return list(await uow.session.scalars(mine.order_by(Lot.id.desc()).limit(SHOWN).options(joinedload(Lot.material))))


async def numbers_of(uow: UnitOfWork, order: UUID) -> int:
    """How many pieces of an order have a number."""
    mine = select(func.count()).where(Lot.organization_id == uow.organization_id, Lot.order_id == order)
    return int(await uow.session.scalar(mine.where(Lot.kind == "serial")) or 0)


async def produced(uow: UnitOfWork, pieces: Collection[UUID]) -> set[UUID]:
    """Those that came into stock once."""
    if not pieces:
        return set()
    statement = (
        select(Edge.target_id)
        .where(Edge.organization_id == uow.organization_id, Edge.target_id.in_(pieces), Edge.kind == "produce")
        .group_by(Edge.target_id)
        .having(func.sum(Edge.quantity) > 0)
    )
    return set(await uow.session.scalars(statement))


async def lying(uow: UnitOfWork, lot: UUID) -> Decimal:
    """How much of a lot is anywhere in stock."""
    statement = select(func.coalesce(func.sum(StockBalance.quantity), 0)).where(
        StockBalance.organization_id == uow.organization_id, StockBalance.lot_id == lot
    )
    return Decimal(await uow.session.scalar(statement) or 0)


async def given(uow: UnitOfWork, order: UUID, lot: UUID) -> tuple[Decimal, UUID | None]:
    """How much of a lot lies at the order by hand, and the place it was taken from last."""
    mine = (Movement.organization_id == uow.organization_id, Movement.order_id == order, Movement.lot_id == lot)
    much = select(func.coalesce(func.sum(Movement.quantity * WAY), 0)).where(
        *mine, Movement.kind.in_(("issue", "return"))
    )
    came = select(Movement.from_location_id).where(*mine, Movement.kind == "issue", Movement.reverses_id.is_(None))
    place = await uow.session.scalar(came.order_by(Movement.id.desc()).limit(1))
    return Decimal(await uow.session.scalar(much) or 0), place


async def orders_with_pieces(uow: UnitOfWork, plant: UUID | None) -> list[WorkOrder]:
    """Orders on the floor whose pieces have serial numbers, the first due first."""
    found = (
        select(WorkOrder)
        .join(WorkOrder.material)
        .where(WorkOrder.organization_id == uow.organization_id, Material.tracking == "serial",
               WorkOrder.state.in_(("released", "in_progress")))
        .options(joinedload(WorkOrder.material))
        .order_by(WorkOrder.due_at, WorkOrder.id)
        .limit(SHOWN)
    )  # fmt: skip
    return list(await uow.session.scalars(found.where(WorkOrder.plant_id == plant) if plant else found))
