"""How materials are found: by number, or by words of their name and description, as far as they were typed right."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from unison_web.kit.db.search import found_in
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import lazy as _
from unison_web.kit.search import Deed, Hit, Search, Sought, best
from unison_web.modules.materials.models import Material
from unison_web.modules.materials.rules import Materials


class Found(NamedTuple):
    """A material that was found; bills and routings are found by theirs."""

    id: UUID
    number: str
    name: str
    state: str
    rank: float


async def known(uow: UnitOfWork, sought: Sought) -> list[Found]:
    """More than are shown, asked for once."""
    if "materials" not in sought.memo:
        hit = found_in("materials", sought)
        statement = (
            select(Material.id, Material.number, Material.name, Material.state, hit.c.rank)
            .join_from(hit, Material, Material.id == hit.c.id)
            .where(Material.organization_id == uow.organization_id)
        )
        sought.memo["materials"] = [Found(*row) for row in await uow.session.execute(statement)]
    return list(sought.memo["materials"])


async def materials(uow: UnitOfWork, sought: Sought) -> list[Hit]:
    found = await known(uow, sought)
    return best(
        [
            Hit(m.number, f"/materials/{m.id}", m.name, rank=m.rank, state="" if m.state == "active" else m.state)
            for m in found
        ]
    )


SEARCH = Search("materials", _("Materials"), "/materials", Materials.READ, materials, order=10)
DEEDS = (Deed(_("New material"), "/materials/new", Materials.WRITE),)
