"""A factory of its own: these tests release many orders, and the others' material stays theirs."""

from __future__ import annotations

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.factories.plant import SmallFactory, small_factory


@pytest.fixture(scope="module")
async def factory(engine: AsyncEngine, planner: Person) -> SmallFactory:
    return await small_factory(engine, planner.organization)
