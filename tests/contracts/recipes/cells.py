"""One value of one row."""

from __future__ import annotations

from tests.contracts.recipes.book import recipe
from tests.contracts.recipes.making import center
from tests.contracts.world import Call, World


@recipe("POST /materials/cells/{record_id}/{column}")
async def _(w: World) -> Call:
    return Call({"record_id": (await w.material())["id"], "column": "name"}, {"value": w.mark()})


@recipe("POST /machines/cells/{record_id}/{column}")
async def _(w: World) -> Call:
    return Call({"record_id": (await w.make_machine())["id"], "column": "name"}, {"value": w.mark()})


@recipe("POST /work-centers/cells/{record_id}/{column}")
async def _(w: World) -> Call:
    return Call({"record_id": (await center(w))["id"], "column": "name"}, {"value": w.mark()})


@recipe("POST /work-orders/cells/{record_id}/{column}")
async def _(w: World) -> Call:
    return Call({"record_id": (await w.order())["id"], "column": "customer"}, {"value": w.mark()})
