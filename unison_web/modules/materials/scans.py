"""What the codes on materials open: a material number, or the GTIN inside a GS1 code."""

from __future__ import annotations

from unison_web.engine.gs1.elements import NotGs1
from unison_web.engine.gs1.scan import understand
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.materials.repository import MaterialRepository


async def material(uow: UnitOfWork, code: str) -> str | None:
    found = await MaterialRepository(uow).by_number(code)
    if found is None and (gtin := gtin_in(code)):
        found = await MaterialRepository(uow).by_gtin(gtin)
    return f"/materials/{found.id}" if found else None


def gtin_in(code: str) -> str:
    try:
        return next((item.value for item in understand(code) if item.code in ("01", "02")), "")
    except NotGs1:
        return ""
