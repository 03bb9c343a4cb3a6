"""What the codes on papers, boxes and pallets open."""

from __future__ import annotations

from unison_web.engine.gs1 import scan
from unison_web.engine.gs1.elements import NotGs1
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.shipping.repository import ShipmentRepository, UnitRepository


async def shipment(uow: UnitOfWork, code: str) -> str | None:
    found = await ShipmentRepository(uow).by_number(code)
    return f"/shipments/{found.id}" if found else None


async def handling_unit(uow: UnitOfWork, code: str) -> str | None:
    """By its number, also as a scanner sends an SSCC."""
    try:
        known = {each.code: each.value for each in scan.understand(code)}
    except NotGs1:
        known = {}
    found = await UnitRepository(uow).by_number(known.get("00", code))
    return f"/shipments/{found.shipment_id}/units" if found else None
