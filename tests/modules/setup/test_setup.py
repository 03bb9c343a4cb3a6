"""From nothing to the first order, and the example that goes again."""

from __future__ import annotations

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.modules.setup.blank import blank
from unison_web.demo.companies import system
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.kit.errors import Conflict
from unison_web.modules.imports.repository import ImportRepository
from unison_web.modules.imports.service import undoing
from unison_web.modules.setup import service
from unison_web.modules.setup.repository import SetupRepository


async def test_a_blank_company_is_told_what_is_next(engine: AsyncEngine) -> None:
    organization, _email = await blank(engine, "a password for the tests")
    actor = system(organization)
    async with unit_of_work(engine, actor) as uow:
        before = await service.shown(uow)
        assert (before.done, before.next) == (1, "units")
        await service.standard_units(uow)
        with pytest.raises(Conflict):
            await service.standard_units(uow)
    async with unit_of_work(engine, actor) as uow:
        row = await service.example(uow)
        made = await service.shown(uow)
        assert [step.key for step in made.steps if not step.done] == ["people", "order", "release", "tablet", "report"]
        assert made.example == str(row.id)
        with pytest.raises(Conflict):
            await service.example(uow)
    async with unit_of_work(engine, actor) as uow:
        again = await ImportRepository(uow).locked(row.id)
        again.state = "undoing"
    await undoing.undo(engine, actor, row.id)
    async with unit_of_work(engine, actor) as uow:
        assert (await ImportRepository(uow).by_id(row.id)).state == "undone"
        there = await SetupRepository(uow).there()
        assert (there["materials"], there["bill"], there["machines"], there["units"]) == (False, False, False, True)


async def test_only_who_may_write_units_takes_the_standard_ones(admin: Person, operator: Person) -> None:
    page = await admin.see("/setup")
    assert page.status_code == 200
    assert "First steps" in page.text
    assert (await operator.api("POST", "/setup/units")).status_code == 403
    assert (await operator.api("GET", "/setup")).status_code == 403
