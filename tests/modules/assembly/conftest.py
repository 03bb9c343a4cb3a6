from __future__ import annotations

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.factories.plant import SmallFactory
from tests.modules.assembly.bench import Bench


@pytest.fixture
async def bench(
    planner: Person, logistics: Person, supervisor: Person, engine: AsyncEngine, factory: SmallFactory
) -> Bench:
    return Bench(planner, logistics, supervisor, engine, factory)
