"""What the codes on lots, pieces and places open."""

from __future__ import annotations

from urllib.parse import quote

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.stock.repository import LocationRepository, LotRepository


async def lot(uow: UnitOfWork, code: str) -> str | None:
    found = await LotRepository(uow).by_number(code)
    return f"/lots/{found.id}" if found else None


async def place(uow: UnitOfWork, code: str) -> str | None:
    """What lies there."""
    found = await LocationRepository(uow).called(code, uow.actor.plant_id)
    return f"/stock?location={quote(found[0].code)}" if found else None
