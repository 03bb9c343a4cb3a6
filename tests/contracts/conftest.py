"""Two companies with a record of every kind."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from litestar import Litestar

from tests.cast import Person
from tests.contracts.records import fill
from tests.contracts.routes import Route, ours
from tests.contracts.world import World
from tests.factories.plant import SmallFactory


@pytest.fixture(scope="session")
async def owner(admin: Person, operator: Person, factory: SmallFactory) -> AsyncIterator[World]:
    """The company whose records others must not see."""
    world = World(admin, operator, factory)
    await world.number_far_away()
    await fill(world)
    yield world


@pytest.fixture(scope="session")
async def outsider(other_admin: Person, other_operator: Person, other_factory: SmallFactory) -> AsyncIterator[World]:
    """The company that tries."""
    world = World(other_admin, other_operator, other_factory)
    await fill(world)
    yield world


@pytest.fixture(scope="session")
def routes(app: Litestar) -> list[Route]:
    return ours(app)
