"""A page asks the database a handful of questions, however much stands on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.contracts.findings import nothing
from tests.contracts.routes import Route
from tests.contracts.test_faces import ask, browsers, pages  # noqa: F401  fixtures
from tests.contracts.world import World

MOST = 12


@pytest.fixture
def asked(engine: AsyncEngine) -> Iterator[list[str]]:
    """Every statement from here on; what begins and ends a transaction is none."""
    said: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        said.append(statement)

    event.listen(engine.sync_engine, "before_cursor_execute", note)
    yield said
    event.remove(engine.sync_engine, "before_cursor_execute", note)


#: What asks more, and how much more it may: a report about everything, the roll-up of a whole structure, and the first
#: page of the day.
MORE = {"/reports/shift": 18, "/materials/{material_id}/cost": 15, "/home": 15} | {
    "/shipments/{shipment_id}/edit": 14, "/shipments/{shipment_id}/lines/{line_id}/edit": 13,
    "/shipments/{shipment_id}/units/{unit_id}/edit": 13,
}  # fmt: skip


async def test_no_page_asks_more_than_twelve_questions(
    pages: list[Route], owner: World, browsers: Any, asked: list[str]  # noqa: F811
) -> None:  # fmt: skip
    """Who somebody is and what they may do is remembered for a while; once in a while it is asked for again."""
    wrong = []
    for route in pages:
        if route.template is None or route.on_api:
            continue
        fewest = []
        while len(fewest) < 2 or (len(fewest) < 4 and min(fewest) > MOST):
            asked.clear()
            await ask(browsers, owner, route)
            fewest.append(len(asked))
        if min(fewest) > MORE.get(route.record, MOST):
            wrong.append(f"{route}: {min(fewest)}")
    nothing(wrong)
