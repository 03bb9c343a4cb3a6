"""Saved views."""

from __future__ import annotations

from tests.contracts.recipes.book import recipe
from tests.contracts.world import Call, World


@recipe("POST /views")
async def _(w: World) -> Call:
    return Call(body={"noun": "work-orders", "name": w.mark()[:40], "query": "?status=released&sort=-due"})


@recipe("POST /views/{view_id}")
async def _(w: World) -> Call:
    return Call(params={"view_id": await saved(w)}, body={"name": w.mark()[:40]})


@recipe("POST /views/{view_id}/share")
async def _(w: World) -> Call:
    return Call(params={"view_id": await saved(w)}, body={"team": True})


@recipe("POST /views/{view_id}/remove")
async def _(w: World) -> Call:
    return Call(params={"view_id": await saved(w)})


async def saved(w: World) -> str:
    body = {"noun": "materials", "name": w.mark()[:40], "query": "?type=make"}
    answer = await w.ask("POST", "/views", body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])
