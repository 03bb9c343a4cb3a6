"""Partners, their addresses and contacts."""

from __future__ import annotations

from typing import Any

from tests.contracts.recipes.book import recipe
from tests.contracts.world import Call, World


async def partner(w: World, side: str = "customer") -> dict[str, Any]:
    return await w.make("/partners", {"number": w.mark(), "name": w.mark(), side: True})


@recipe("POST /partners")
async def _(w: World) -> Call:
    return Call(body={"number": w.mark(), "name": w.mark(), "customer": True, "note": w.mark()})


@recipe("PUT /partners/{partner_id}", "POST /partners/{partner_id}/edit")
async def _(w: World) -> Call:
    made = await partner(w)
    return Call({"partner_id": made["id"]}, {"number": made["number"], "name": w.mark(), "supplier": True})


@recipe("POST /partners/{partner_id}/archive")
async def _(w: World) -> Call:
    return Call({"partner_id": (await partner(w))["id"]}, {"archived": True})


@recipe("POST /partners/{partner_id}/addresses")
async def _(w: World) -> Call:
    return Call({"partner_id": (await partner(w))["id"]}, {"kind": "delivery", "city": w.mark(), "country": "DE"})


@recipe("PUT /partners/{partner_id}/addresses/{address_id}", "POST /partners/{partner_id}/addresses/{address_id}/edit")
async def _(w: World) -> Call:
    call = await address(w)
    call.body = {"kind": "billing", "city": w.mark(), "country": "AT"}
    return call


@recipe(
    "DELETE /partners/{partner_id}/addresses/{address_id}", "POST /partners/{partner_id}/addresses/{address_id}/removal"
)
async def address(w: World) -> Call:
    made = await partner(w)
    said = {"kind": "delivery", "city": w.mark(), "country": "DE"}
    whole = await w.make(f"/partners/{made['id']}/addresses", said)
    return Call({"partner_id": made["id"], "address_id": whole["addresses"][0]["id"]})


@recipe("POST /partners/{partner_id}/contacts")
async def _(w: World) -> Call:
    return Call({"partner_id": (await partner(w))["id"]}, {"name": w.mark(), "role": w.mark()})


@recipe("PUT /partners/{partner_id}/contacts/{contact_id}", "POST /partners/{partner_id}/contacts/{contact_id}/edit")
async def _(w: World) -> Call:
    call = await contact(w)
    call.body = {"name": w.mark(), "main": True}
    return call


@recipe(
    "DELETE /partners/{partner_id}/contacts/{contact_id}", "POST /partners/{partner_id}/contacts/{contact_id}/removal"
)
async def contact(w: World) -> Call:
    made = await partner(w)
    whole = await w.make(f"/partners/{made['id']}/contacts", {"name": w.mark()})
    return Call({"partner_id": made["id"], "contact_id": whole["contacts"][0]["id"]})
