"""Bills of material are found by the material they make."""

from __future__ import annotations

from sqlalchemy import select

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import _, lazy
from unison_web.kit.search import Deed, Hit, Search, Sought, best
from unison_web.modules.bom.models import Bom
from unison_web.modules.bom.rules import Bom as Rights
from unison_web.modules.materials.searches import known


async def bills(uow: UnitOfWork, sought: Sought) -> list[Hit]:
    made = {material.id: material for material in await known(uow, sought)}
    if not made:
        return []
    statement = select(Bom.id, Bom.material_id, Bom.revision, Bom.state).where(
        Bom.organization_id == uow.organization_id, Bom.material_id.in_(made)
    )
    return best(
        [
            Hit(
                made[material].number,
                f"/bom/{key}",
                made[material].name,
                _("Revision {name}").format(name=revision),
                state,
                rank=made[material].rank,
            )
            for key, material, revision, state in await uow.session.execute(statement)
        ]
    )


SEARCH = Search("bom", lazy("Bills of materials"), "/bom", Rights.READ, bills, coded=False)
DEEDS = (Deed(lazy("New bill of materials"), "/bom/new", Rights.WRITE),)
