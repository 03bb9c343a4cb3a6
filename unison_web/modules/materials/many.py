"""The verbs that make sense for many materials, units or categories at once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.bulk import Bulk
from unison_web.modules.materials.models import Category, Material, Unit
from unison_web.modules.materials.repository import CategoryRepository, MaterialRepository, UnitRepository
from unison_web.modules.materials.rules import Materials, Units
from unison_web.modules.materials.service import materials as service
from unison_web.modules.materials.service import reference


async def material(uow: UnitOfWork, material_id: UUID) -> Material:
    return await MaterialRepository(uow).record(material_id)


def moving(state: str) -> Callable[[UnitOfWork, Material, str], Awaitable[Any]]:
    async def move(uow: UnitOfWork, row: Material, reason: str) -> None:
        await service.move_to(uow, row, state, reason)

    return move


async def into(uow: UnitOfWork, row: Material, category: str) -> None:
    found = await service.category_meant(uow, category)
    row.category_id = found.id if found else None
    await uow.session.flush()


async def unit(uow: UnitOfWork, unit_id: UUID) -> Unit:
    return await UnitRepository(uow).by_id(unit_id)


async def category(uow: UnitOfWork, category_id: UUID) -> Category:
    return await CategoryRepository(uow).by_id(category_id)


async def archive(uow: UnitOfWork, row: Unit | Category, _said: str) -> None:
    await reference.archive(uow, row, archived=True)


async def restore(uow: UnitOfWork, row: Unit | Category, _said: str) -> None:
    await reference.archive(uow, row, archived=False)


MATERIALS = (
    Bulk("activate", _("Activate"), Materials.WRITE, material, moving("active"), icon="player-play"),
    Bulk("phase-out", _("Phase out"), Materials.WRITE, material, moving("phase_out"), icon="hourglass", asks=True),
    Bulk("retire", _("Retire"), Materials.WRITE, material, moving("obsolete"), icon="archive", asks=True),
    Bulk("category", _("Category"), Materials.WRITE, material, into, icon="folder",
         picks="/material-categories/options"),
)  # fmt: skip
UNITS = (
    Bulk("archive", _("Archive"), Units.WRITE, unit, archive, icon="archive"),
    Bulk("restore", _("Take back"), Units.WRITE, unit, restore, icon="rotate"),
)
CATEGORIES = (
    Bulk("archive", _("Archive"), Materials.WRITE, category, archive, icon="archive"),
    Bulk("restore", _("Take back"), Materials.WRITE, category, restore, icon="rotate"),
)
