"""Customer orders, their lines, and forecasts."""

from __future__ import annotations

from typing import Any

from tests.contracts.recipes.book import recipe
from tests.contracts.recipes.partners import partner
from tests.contracts.world import Call, World

DUE = "2031-02-01"


async def order(w: World) -> dict[str, Any]:
    customer = await partner(w)
    return await w.make("/customer-orders", {"number": w.mark(), "customer": customer["number"], "due_on": DUE})


async def with_a_line(w: World) -> dict[str, str]:
    """The ids of an order and of its line."""
    made = await order(w)
    said = {"material": w.factory.frame, "quantity": "3", "price": "5", "note": w.mark()}
    whole = await w.make(f"/customer-orders/{made['id']}/lines", said)
    return {"order_id": made["id"], "line_id": whole["lines"][0]["id"]}


async def forecast(w: World) -> dict[str, Any]:
    material = await w.material()
    said = {"material": material["number"], "starts_on": DUE, "quantity": "5", "note": w.mark()}
    return await w.make("/forecasts", said)


@recipe("POST /customer-orders")
async def _(w: World) -> Call:
    customer = await partner(w)
    return Call(body={"customer": customer["number"], "due_on": DUE, "reference": w.mark()})


@recipe("PUT /customer-orders/{order_id}", "POST /customer-orders/{order_id}/edit")
async def _(w: World) -> Call:
    made = await order(w)
    return Call({"order_id": made["id"]}, {"customer": made["customer_number"], "due_on": DUE, "note": w.mark()})


@recipe("POST /customer-orders/{order_id}/state")
async def _(w: World) -> Call:
    found = await with_a_line(w)
    return Call({"order_id": found["order_id"]}, {"verb": "confirm", "reason": w.mark()})


@recipe("POST /customer-orders/{order_id}/lines")
async def _(w: World) -> Call:
    return Call({"order_id": (await order(w))["id"]}, {"material": w.factory.frame, "quantity": "3", "note": w.mark()})


@recipe("PUT /customer-orders/{order_id}/lines/{line_id}", "POST /customer-orders/{order_id}/lines/{line_id}/edit")
async def _(w: World) -> Call:
    return Call(await with_a_line(w), {"material": w.factory.frame, "quantity": "4", "note": w.mark()})


@recipe(
    "DELETE /customer-orders/{order_id}/lines/{line_id}", "POST /customer-orders/{order_id}/lines/{line_id}/removal"
)
async def _(w: World) -> Call:
    return Call(await with_a_line(w))


@recipe("POST /customer-orders/{order_id}/lines/{line_id}/work-order")
async def _(w: World) -> Call:
    found = await with_a_line(w)
    await w.make(f"/customer-orders/{found['order_id']}/state", {"verb": "confirm"})
    return Call(found)


@recipe("POST /forecasts")
async def _(w: World) -> Call:
    material = await w.material()
    return Call(body={"material": material["number"], "starts_on": DUE, "quantity": "5", "note": w.mark()})


@recipe("DELETE /forecasts/{forecast_id}", "POST /forecasts/{forecast_id}/removal")
async def _(w: World) -> Call:
    return Call({"forecast_id": (await forecast(w))["id"]})
