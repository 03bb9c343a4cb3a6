"""Suppliers with prices, alternates and replacements."""

from __future__ import annotations

from tests.contracts.recipes.book import recipe
from tests.contracts.recipes.partners import partner
from tests.contracts.world import Call, World

OFFER = "/materials/{material_id}/suppliers/{offer_id}"
PRICE = "/materials/{material_id}/suppliers/{offer_id}/prices/{price_id}"
STAND_IN = "/materials/{material_id}/alternates/{stand_in_id}"


@recipe("POST /materials/{material_id}/suppliers")
async def supplier(w: World) -> Call:
    seller = await partner(w, "supplier")
    body = {"supplier": seller["number"], "supplier_number": w.mark(), "minimum": "10", "lead_days": 5}
    return Call({"material_id": (await w.material("buy"))["id"]}, body)


@recipe(f"PUT {OFFER}", f"POST {OFFER}/edit")
async def changed(w: World) -> Call:
    call = await supplier(w)
    made = await w.make(f"/materials/{call.params['material_id']}/suppliers", call.body)
    return Call({**call.params, "offer_id": made["id"]}, {**call.body, "note": w.mark()})


@recipe(f"DELETE {OFFER}", f"POST {OFFER}/removal")
async def _(w: World) -> Call:
    return Call((await changed(w)).params)


@recipe(f"POST {OFFER}/prices")
async def priced(w: World) -> Call:
    return Call((await changed(w)).params, {"price": "2.5", "quantity_from": "100"})


@recipe(f"DELETE {PRICE}", f"POST {PRICE}/removal")
async def unpriced(w: World) -> Call:
    call = await priced(w)
    made = await w.make(OFFER.format_map(call.params) + "/prices", call.body)
    return Call({**call.params, "price_id": made["prices"][0]["id"]})


@recipe("POST /materials/{material_id}/alternates", "POST /materials/{material_id}/replacement")
async def stand_in(w: World) -> Call:
    other = await w.material("buy")
    return Call({"material_id": (await w.material("buy"))["id"]}, {"material": other["number"], "note": w.mark()})


@recipe(f"DELETE {STAND_IN}", f"POST {STAND_IN}/removal")
async def stood_in(w: World) -> Call:
    call = await stand_in(w)
    made = await w.make(f"/materials/{call.params['material_id']}/alternates", call.body)
    return Call({**call.params, "stand_in_id": made["alternates"][0]["id"]})


@recipe("DELETE /materials/{material_id}/replacement", "POST /materials/{material_id}/replacement/removal")
async def _(w: World) -> Call:
    call = await stand_in(w)
    await w.make(f"/materials/{call.params['material_id']}/replacement", call.body)
    return Call(call.params)


@recipe("POST /materials/{material_id}/duplicates/{other_id}")
async def _(w: World) -> Call:
    one, other = await w.material(), await w.material()
    return Call({"material_id": one["id"], "other_id": other["id"]}, {"note": w.mark()})


@recipe(
    "DELETE /materials/{material_id}/duplicates/{other_id}",
    "POST /materials/{material_id}/duplicates/{other_id}/removal",
)
async def _(w: World) -> Call:
    one, other = await w.material(), await w.material()
    await w.make(f"/materials/{one['id']}/duplicates/{other['id']}", {"note": w.mark()})
    return Call({"material_id": one["id"], "other_id": other["id"]})
