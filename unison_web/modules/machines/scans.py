"""What the codes on machines open: ``/s/WELD-1``."""

from __future__ import annotations

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.machines.repository import MachineRepository


async def machine(uow: UnitOfWork, code: str) -> str | None:
    found = await MachineRepository(uow).by_code(code, uow.actor.plant_id)
    return f"/machines/{found.id}" if found else None
