"""Operations at suppliers."""

from __future__ import annotations

from typing import Any

from tests.contracts.recipes.book import recipe
from tests.contracts.recipes.stock import place
from tests.contracts.world import Call, World


async def going_out(w: World) -> dict[str, Any]:
    order = await w.order("running")
    supplier = await w.make("/partners", {"name": w.mark(), "supplier": True})
    return {"order": order["number"], "operation": 10, "supplier": supplier["number"], "note": w.mark()}


async def outside(w: World) -> Call:
    """With two of a component there, and none used."""
    said = await going_out(w)
    made = await w.make("/subcontracts", said)
    component = (await w.ask("GET", f"/work-orders/{said['order']}")).json()["materials"][0]["number"]
    sent = {"material": component, "quantity": "2"}
    await w.make(f"/subcontracts/{made['id']}/issues", sent)
    return Call({"subcontract_id": made["id"]}, {**sent, "quantity": "1"})


@recipe("POST /subcontracts")
async def _(w: World) -> Call:
    return Call(body=await going_out(w))


@recipe("POST /subcontracts/{subcontract_id}/issues")
async def _(w: World) -> Call:
    return await outside(w)


@recipe("POST /subcontracts/{subcontract_id}/returns")
async def _(w: World) -> Call:
    call = await outside(w)
    call.body["location"] = (await place(w))["code"]
    return call


@recipe("POST /subcontracts/{subcontract_id}/scraps")
async def _(w: World) -> Call:
    call = await outside(w)
    call.body["reason"] = w.mark()
    return call


@recipe("POST /subcontracts/{subcontract_id}/receipts")
async def _(w: World) -> Call:
    return Call((await outside(w)).params, {"good": "1", "note": w.mark()})


@recipe("POST /subcontracts/{subcontract_id}/close")
async def _(w: World) -> Call:
    return Call({"subcontract_id": (await w.make("/subcontracts", await going_out(w)))["id"]})
