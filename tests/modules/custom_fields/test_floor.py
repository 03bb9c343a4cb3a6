"""What the office defines is on the tablet and on the paper the next time somebody looks."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.conftest import rolled_back
from tests.factories.plant import SmallFactory
from tests.modules.custom_fields.test_records import added
from tests.modules.prints import paper
from tests.modules.prints.paper import needs_poppler
from unison_web.kit.custom import fields
from unison_web.modules.custom_fields.repository import all_fields
from unison_web.modules.floor.service.screens import own_facts
from unison_web.modules.work_orders.repository import OperationRepository
from unison_web.settings import Settings


@pytest.fixture
async def order(admin: Person, planner: Person, factory: SmallFactory) -> dict[str, Any]:
    """One field for the floor, one for the office only."""
    lane = await added(admin, f"Lane {uuid4().hex[:6]}", noun="work-orders", on_tablet=True, on_paper=True)
    hidden = await added(admin, f"Discount {uuid4().hex[:6]}", noun="work-orders")
    said = {**paper.order_input(factory.frame), "custom": {lane["key"]: "Lane 4", hidden["key"]: "none"}}
    answer = await planner.api("POST", "/work-orders", said)
    assert answer.status_code == 201, answer.text
    return answer.json()  # type: ignore[no-any-return]


async def test_the_tablet_shows_what_it_is_told_to(engine: AsyncEngine, planner: Person, order: dict[str, Any]) -> None:
    async with rolled_back(engine, planner.actor) as uow:
        fields.use(await all_fields(uow))
        operation = await OperationRepository(uow).with_order(order["operations"][0]["id"])
        facts = await own_facts(uow, operation)
        assert [value for _label, value in facts] == ["Lane 4"]


@needs_poppler
async def test_the_traveler_says_it_too(
    planner: Person, order: dict[str, Any], settings: Settings, engine: AsyncEngine, tmp_path: Path
) -> None:
    asked = await paper.ask(planner, order["number"], "traveler")
    async with paper.workshop(settings, engine) as context:
        await paper.made(context, settings, engine, asked["id"])
    document = await planner.api("GET", f"/prints/{asked['id']}/file")
    pdf = paper.saved(tmp_path, document.content)
    assert "Lane 4" in paper.words(pdf)
    assert "Discount" not in paper.words(pdf)
