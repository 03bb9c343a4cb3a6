"""Seals of the trail."""

from __future__ import annotations

from tests.contracts.recipes.book import recipe
from tests.contracts.world import Call, World


@recipe("POST /audit/seals/verify")
async def _(w: World) -> Call:
    return Call()
