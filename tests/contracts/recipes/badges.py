"""Sheets of badges."""

from __future__ import annotations

from tests.contracts.recipes.book import recipe
from tests.contracts.world import Call, World


@recipe("POST /users/badges")
async def _(w: World) -> Call:
    person = {"name": w.mark(), "email": f"{w.mark().lower()}@world.example", "role": "operator", "badge": w.mark()}
    return Call(body={"people": [(await w.make("/users", person))["id"]]})
