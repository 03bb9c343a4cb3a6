"""Materials, units, categories and bills."""

from __future__ import annotations

from typing import Any

from tests.contracts.recipes.book import RECIPES, recipe
from tests.contracts.world import Call, World


@recipe("POST /materials")
async def _(w: World) -> Call:
    category = await w.make("/material-categories", {"name": w.mark()})
    named = {"number": w.mark(), "name": w.mark(), "category": category["name"]}
    return Call(body={**named, "type": "make", "unit": "EA"})


@recipe("PUT /materials/{material_id}", "POST /materials/{material_id}/edit")
async def _(w: World) -> Call:
    made = await w.material()
    body = {"number": made["number"], "name": w.mark(), "type": "make", "unit": "EA"}
    return Call({"material_id": made["id"]}, body)


@recipe("POST /materials/{material_id}/state")
async def _(w: World) -> Call:
    return Call({"material_id": (await w.material())["id"]}, {"state": "phase_out", "reason": w.mark()})


async def unit(w: World) -> dict[str, Any]:
    return await w.make("/units", {"code": w.mark(), "name": w.mark(), "dimension": "count", "numerator": 12})


@recipe("POST /materials/{material_id}/conversions")
async def _(w: World) -> Call:
    box = await w.make("/units", {"code": w.mark(), "name": w.mark(), "dimension": "mass"})
    return Call({"material_id": (await w.material())["id"]}, {"unit": box["code"], "base_quantity": "5"})


async def conversion(w: World) -> Call:
    call = await RECIPES["POST", "/materials/{material_id}/conversions"](w)
    made = await w.make(f"/materials/{call.params['material_id']}/conversions", call.body)
    return Call({**call.params, "conversion_id": made["conversions"][0]["id"]})


recipe("DELETE /materials/{material_id}/conversions/{conversion_id}")(conversion)
recipe("POST /materials/{material_id}/conversions/{conversion_id}/removal")(conversion)


@recipe("POST /materials/{material_id}/costs")
async def _(w: World) -> Call:
    cost = {"amount": "12.5", "valid_from": "2031-01-01", "note": w.mark()}
    return Call({"material_id": (await w.material())["id"]}, cost)


async def cost(w: World) -> Call:
    call = await RECIPES["POST", "/materials/{material_id}/costs"](w)
    made = await w.make(f"/materials/{call.params['material_id']}/costs", call.body)
    return Call({**call.params, "cost_id": made["id"]})


recipe("DELETE /materials/{material_id}/costs/{cost_id}")(cost)
recipe("POST /materials/{material_id}/costs/{cost_id}/removal")(cost)


@recipe("POST /units")
async def _(w: World) -> Call:
    return Call(body={"code": w.mark(), "name": w.mark(), "dimension": "count", "numerator": 12})


@recipe("PUT /units/{unit_id}", "POST /units/{unit_id}/edit")
async def _(w: World) -> Call:
    made = await unit(w)
    return Call(
        {"unit_id": made["id"]}, {"code": made["code"], "name": w.mark(), "dimension": "count", "numerator": 12}
    )


@recipe("POST /units/{unit_id}/archive")
async def _(w: World) -> Call:
    return Call({"unit_id": (await unit(w))["id"]}, {"archived": True})


@recipe("POST /material-categories")
async def _(w: World) -> Call:
    above = await w.make("/material-categories", {"name": w.mark()})
    return Call(body={"name": w.mark(), "parent": above["name"]})


@recipe("PUT /material-categories/{category_id}", "POST /material-categories/{category_id}/edit")
async def _(w: World) -> Call:
    above, made = [await w.make("/material-categories", {"name": w.mark()}) for _place in range(2)]
    return Call({"category_id": made["id"]}, {"name": w.mark(), "parent": above["name"]})


@recipe("POST /bom")
async def _(w: World) -> Call:
    return Call(body={"material": (await w.material())["number"]})


@recipe("PUT /bom/{bom_id}", "POST /bom/{bom_id}/edit")
async def _(w: World) -> Call:
    return Call({"bom_id": (await w.bom())["id"]}, {"revision": "B"})


@recipe("POST /bom/{bom_id}/release", "POST /bom/{bom_id}/retirement", "POST /bom/{bom_id}/submission")
async def _(w: World) -> Call:
    return Call({"bom_id": (await w.bom())["id"]})


@recipe("POST /bom/{bom_id}/return")
async def _(w: World) -> Call:
    bill = await w.bom()
    await w.make(f"/bom/{bill['id']}/submission")
    return Call({"bom_id": bill["id"]}, {"reason": w.mark()})


@recipe("POST /bom/{bom_id}/copies")
async def _(w: World) -> Call:
    return Call({"bom_id": (await w.bom())["id"]}, {"revision": "B"})


@recipe("POST /bom/{bom_id}/lines")
async def _(w: World) -> Call:
    line = {"component": (await w.material("buy"))["number"], "quantity": "1.5", "unit": "EA"}
    return Call({"bom_id": (await w.bom())["id"]}, line)


@recipe("PUT /bom/{bom_id}/lines", "POST /bom/{bom_id}/lines/edit")
async def _(w: World) -> Call:
    row = {"component": (await w.material("buy"))["number"], "quantity": "1.5", "unit": "EA"}
    return Call({"bom_id": (await w.bom())["id"]}, {"lines": [row]})


@recipe("PUT /bom")
async def _(w: World) -> Call:
    row = {"component": (await w.material("buy"))["number"], "quantity": "1.5"}
    return Call(body={"material": (await w.material())["number"], "revision": w.mark()[:20], "lines": [row]})


ALTERNATES = "/bom/{bom_id}/lines/{line_id}/alternates"


@recipe(f"POST {ALTERNATES}")
async def _(w: World) -> Call:
    call = await line(w)
    call.body = {"component": (await w.material("buy"))["number"], "note": w.mark()}
    return call


@recipe(f"POST {ALTERNATES}/{{alternate_id}}/approval", f"POST {ALTERNATES}/{{alternate_id}}/withdrawal")
async def alternate(w: World) -> Call:
    call = await line(w)
    said = {"component": (await w.material("buy"))["number"], "note": w.mark()}
    made = await w.make(ALTERNATES.format_map(call.params), said)
    return Call({**call.params, "alternate_id": made["alternates"][0]["id"]})


@recipe("POST /bom/{bom_id}/outputs")
async def _(w: World) -> Call:
    body = {"material": (await w.material())["number"], "quantity": "1", "cost_share": "10"}
    return Call({"bom_id": (await w.bom())["id"]}, body)


@recipe("DELETE /bom/{bom_id}/outputs/{output_id}", "POST /bom/{bom_id}/outputs/{output_id}/removal")
async def output(w: World) -> Call:
    bill = await w.bom()
    body = {"material": (await w.material())["number"], "quantity": "1", "kind": "by"}
    made = await w.make(f"/bom/{bill['id']}/outputs", body)
    return Call({"bom_id": bill["id"], "output_id": made["outputs"][0]["id"]})


@recipe("POST /bom/{bom_id}/losses")
async def _(w: World) -> Call:
    return Call({"bom_id": (await w.bom())["id"]}, {"operation": 20, "scrap": "2"})


@recipe("POST /bom/{bom_id}/paste", "POST /bom/{bom_id}/paste/application")
async def _(w: World) -> Call:
    return Call({"bom_id": (await w.bom())["id"]}, {"text": f"{(await w.material('buy'))['number']}\t2"})


@recipe("PUT /bom/{bom_id}/lines/{line_id}", "POST /bom/{bom_id}/lines/{line_id}/edit")
async def _(w: World) -> Call:
    call = await line(w)
    call.body = {"component": (await w.material("buy"))["number"], "quantity": "3"}
    return call


@recipe("DELETE /bom/{bom_id}/lines/{line_id}", "POST /bom/{bom_id}/lines/{line_id}/removal")
async def line(w: World) -> Call:
    bill = await w.bom()
    return Call({"bom_id": bill["id"], "line_id": bill["lines"][0]["id"]})
