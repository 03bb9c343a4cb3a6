"""First steps. Units and the example can be made once in a company: what was there before is called otherwise."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from tests.contracts.recipes.book import recipe
from tests.contracts.world import Call, World
from unison_web.demo.companies import system
from unison_web.kit.db.ids import new_id
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.modules.imports.models import Import
from unison_web.modules.materials.models import Unit


@recipe("POST /setup/units")
async def _(w: World) -> Call:
    await renamed(w, Unit, "code", "KGM")
    return Call()


@recipe("POST /setup/example")
async def _(w: World) -> Call:
    await renamed(w, Import, "name", "Example")
    return Call()


async def renamed(w: World, model: Any, field: str, value: str) -> None:
    async with unit_of_work(w.admin.app.state.engine, system(w.admin.organization)) as uow:
        mine = model.organization_id == uow.organization_id
        for row in await uow.session.scalars(select(model).where(mine, getattr(model, field) == value)):
            setattr(row, field, value + str(new_id())[-8:])
