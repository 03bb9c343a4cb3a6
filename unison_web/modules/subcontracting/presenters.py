"""Rows to what is seen."""

from __future__ import annotations

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.web.structs import tidy
from unison_web.modules.consumption.service import outside
from unison_web.modules.materials.repository import MaterialRepository
from unison_web.modules.subcontracting.models import Subcontract
from unison_web.modules.subcontracting.schemas import SubcontractOut, ThereOut


async def shown(uow: UnitOfWork, row: Subcontract) -> SubcontractOut:
    """With what lies there, as the ledger says it."""
    await uow.session.flush()
    operation = row.operation
    await uow.session.refresh(operation, ["good", "scrap", "arrived", "quantity"])
    there = await outside.of_order(uow, row.work_order_id, row.location_id)
    named = await MaterialRepository(uow).named(list(there))
    materials = []
    for key, each in there.items():
        known, sums = named[key], (each.issued, each.used, each.scrapped, each.returned, each.open)
        materials.append(ThereOut(key, known.number, known.name, known.unit.code, *map(tidy, sums)))
    return SubcontractOut.of(
        row, order=row.order.number, sequence=operation.sequence, operation=operation.name,
        supplier=row.supplier.name, quantity=operation.quantity, good=operation.good, scrap=operation.scrap,
        arrived=operation.arrived, place=row.location.code,
        materials=sorted(materials, key=lambda each: each.number),
    )  # fmt: skip
