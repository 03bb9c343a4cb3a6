"""A plant with its units."""

from __future__ import annotations

import pytest

from tests.factories.plant import SmallFactory


@pytest.fixture(autouse=True)
def _plant(factory: SmallFactory) -> SmallFactory:
    return factory
