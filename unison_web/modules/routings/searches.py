"""Routings are found by the material they make."""

from __future__ import annotations

from sqlalchemy import select

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import _, lazy
from unison_web.kit.search import Deed, Hit, Search, Sought, best
from unison_web.modules.materials.searches import known
from unison_web.modules.organizations.models import Plant
from unison_web.modules.routings.models import Routing
from unison_web.modules.routings.rules import Routings


async def routings(uow: UnitOfWork, sought: Sought) -> list[Hit]:
    made = {material.id: material for material in await known(uow, sought)}
    if not made:
        return []
    statement = (
        select(Routing.id, Routing.material_id, Routing.revision, Routing.state, Plant.code)
        .join(Routing.plant)
        .where(Routing.organization_id == uow.organization_id, Routing.material_id.in_(made))
    )
    return best(
        [
            Hit(
                made[material].number,
                f"/routings/{key}",
                made[material].name,
                _("Revision {name}, {plant}").format(name=revision, plant=plant),
                state,
                rank=made[material].rank,
            )
            for key, material, revision, state, plant in await uow.session.execute(statement)
        ]
    )


SEARCH = Search("routings", lazy("Routings"), "/routings", Routings.READ, routings, coded=False)
DEEDS = (Deed(lazy("New routing"), "/routings/new", Routings.WRITE),)
