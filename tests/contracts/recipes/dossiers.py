"""Papers about traces, and signatures under drills."""

from __future__ import annotations

from tests.contracts.recipes import stock
from tests.contracts.recipes.book import recipe
from tests.contracts.world import Call, World


@recipe("POST /trace/papers")
async def _(w: World) -> Call:
    return Call(body={"code": (await stock.lot(w))["number"]})


@recipe("POST /recalls/{recall_id}/papers")
async def _(w: World) -> Call:
    return Call({"recall_id": await stock.recall(w)}, {"kind": "dossier"})


@recipe("POST /recall-drills/{drill_id}/signature")
async def _(w: World) -> Call:
    return Call({"drill_id": await stock.drilled(w)}, {"statement": w.mark()})


@recipe("POST /recall-drills/{drill_id}/papers")
async def _(w: World) -> Call:
    return Call({"drill_id": await stock.drilled(w)}, None)
