"""Calls for help."""

from __future__ import annotations

from typing import Any

from tests.contracts.recipes.book import recipe
from tests.contracts.world import Call, World


async def call(w: World) -> dict[str, Any]:
    machine = await w.make_machine()
    return await w.make("/calls", {"machine": machine["code"], "kind": "quality", "note": w.mark()})


@recipe("POST /calls")
async def _(w: World) -> Call:
    machine = await w.make_machine()
    return Call(body={"machine": machine["code"], "kind": "maintenance", "note": w.mark()})


@recipe("POST /calls/{call_id}/acceptance", "POST /calls/{call_id}/withdrawal")
async def _(w: World) -> Call:
    return Call({"call_id": (await call(w))["id"]})


@recipe("POST /calls/{call_id}/solution")
async def _(w: World) -> Call:
    return Call({"call_id": (await call(w))["id"]}, {"solution": w.mark()})
