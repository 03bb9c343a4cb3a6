"""An installation of its own for the long tests: nothing is shared with the others, and it may be killed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from tests.full.installation import Installation
from tests.full.orders import orders


@pytest.fixture(scope="module")
def installation() -> Iterator[Installation]:
    with Installation() as running:
        yield running


@pytest.fixture(scope="module")
def token(installation: Installation) -> str:
    return asyncio.run(_token(installation))


async def _token(installation: Installation) -> str:
    async with installation.engine() as engine:
        return (await installation.sign_in(engine, "operator"))[1]


@pytest.fixture(scope="module")
def paths(installation: Installation) -> list[str]:
    """Where reports go: the first operation of twelve orders that are never full."""
    return asyncio.run(_paths(installation))


async def _paths(installation: Installation) -> list[str]:
    async with installation.engine() as engine:
        numbers = await orders(engine, installation.organizations["adventure-works"], 12, quantity=1_000_000)
    return [f"/api/v1/work-orders/{number}/operations/10/reports" for number in numbers]
