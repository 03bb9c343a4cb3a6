"""A yard to ship from."""

from __future__ import annotations

import pytest

from tests.cast import Person
from tests.factories.plant import SmallFactory
from tests.modules.shipping.yard import Yard


@pytest.fixture
async def yard(planner: Person, logistics: Person, factory: SmallFactory) -> Yard:
    return await Yard(planner, logistics).laid()
