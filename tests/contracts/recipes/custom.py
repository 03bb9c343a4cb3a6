"""Custom fields."""

from __future__ import annotations

from tests.contracts.recipes.book import recipe
from tests.contracts.world import Call, World


@recipe("POST /custom-fields")
async def _(w: World) -> Call:
    return Call(body={"noun": "machines", "label": f"Field {w.mark()}", "type": "text"})


@recipe("PUT /custom-fields/{field_id}", "POST /custom-fields/{field_id}/edit")
async def _(w: World) -> Call:
    return Call({"field_id": await field(w)}, {"label": f"Field {w.mark()}"})


@recipe("POST /custom-fields/{field_id}/archive")
async def _(w: World) -> Call:
    return Call({"field_id": await field(w)}, {"archived": True})


@recipe("POST /custom-fields/{field_id}/type")
async def _(w: World) -> Call:
    return Call({"field_id": await field(w)}, {"type": "number", "sure": 0})


@recipe("PUT /custom-fields/values/{kind}/{record_id}")
async def _(w: World) -> Call:
    return Call({"kind": "materials", "record_id": (await w.material())["id"]}, {"values": {}})


async def field(w: World) -> str:
    body = {"noun": "machines", "label": f"Field {w.mark()}", "type": "text"}
    made = await w.make("/custom-fields", body)
    await w.make(f"/custom-fields/{made['id']}/archive", {"archived": True})
    return str(made["id"])
