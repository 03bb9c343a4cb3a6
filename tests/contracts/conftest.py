"""Two companies with a record of every kind."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from litestar import Litestar
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.contracts.records import fill, without_record
from tests.contracts.routes import Route, ours
from tests.contracts.world import World
from tests.factories.plant import small_factory


@pytest.fixture(scope="session")
async def owner(engine: AsyncEngine, admin: Person, operator: Person) -> AsyncIterator[World]:
    """The company whose records others must not see, with a factory that only these tests empty."""
    world = World(admin, operator, await small_factory(engine, admin.organization))
    await world.number_far_away()
    await fill(world)
    yield world


@pytest.fixture(scope="session")
async def outsider(engine: AsyncEngine, other_admin: Person, other_operator: Person) -> AsyncIterator[World]:
    """The company that tries."""
    world = World(other_admin, other_operator, await small_factory(engine, other_admin.organization))
    await fill(world)
    yield world


@pytest.fixture(scope="session")
def routes(app: Litestar, owner: World) -> list[Route]:
    """What can be asked for. test_routes.py names a route whose path has no record yet."""
    return [route for route in ours(app) if not without_record(owner, route)]
