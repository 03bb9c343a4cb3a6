"""Pallets of good pieces, numbered as they are reported."""

from __future__ import annotations

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.production.models import LogEntry, Pallet
from unison_web.modules.stock.repository import MovementRepository
from unison_web.modules.stock.service.units import unit_numbers
from unison_web.modules.work_orders.models import Operation


async def made(uow: UnitOfWork, operation: Operation, entry: LogEntry) -> Pallet:
    """A number of the company's one counter of handling units, and the lot where the pieces are of one."""
    (number,) = await unit_numbers(uow)
    moved = await MovementRepository(uow).of_entry(entry.id)
    lots = {row.lot_id for row in moved if row.kind == "produce"}
    pallet = Pallet(
        plant_id=operation.plant_id, number=number, work_order_id=operation.work_order_id, operation_id=operation.id,
        entry_id=entry.id, lot_id=lots.pop() if len(lots) == 1 else None, quantity=entry.quantity,
        made_at=entry.occurred_at,
    )  # fmt: skip
    uow.session.add(pallet)
    await uow.session.flush()
    return pallet
