"""Stock, what orders take of it, traces and recalls."""

from __future__ import annotations

from typing import Any

from tests.contracts.recipes.book import recipe
from tests.contracts.world import Call, World


async def place(w: World) -> dict[str, Any]:
    name = w.mark()
    return await w.make("/stock-locations", {"code": name, "name": name, "kind": "warehouse"})


async def part(w: World, tracking: str = "none") -> str:
    said = {"number": w.mark(), "name": w.mark(), "type": "buy", "unit": "EA", "tracking": tracking}
    return str((await w.make("/materials", said))["number"])


async def received(w: World, tracking: str = "none", quantity: str = "10") -> dict[str, Any]:
    """Ten of something in a place of its own: what forms say about it."""
    number, store = await part(w, tracking), (await place(w))["code"]
    lot = {"lot": w.mark()} if tracking != "none" else {}
    said = {"material": number, "location": store, "quantity": quantity, **lot}
    moved = await w.make("/stock-receipts", said)
    return {"said": {**said, "quantity": "1"}, "movement_id": moved["movements"][0]}


async def lot(w: World) -> dict[str, Any]:
    known = await received(w, "lot")
    found = (await w.ask("GET", "/lots", params={"material": known["said"]["material"]})).json()["items"][0]
    w.own(found)
    return {**known, "lot_id": found["id"], "number": found["number"]}


async def held(w: World) -> dict[str, str]:
    known = await lot(w)
    whole = await w.make(f"/lots/{known['lot_id']}/holds", {"reason": w.mark()})
    return {"lot_id": known["lot_id"], "hold_id": whole["holds"][0]["id"]}


async def sent(w: World) -> dict[str, Any]:
    """Ten of something on the way to a plant of its own, and somebody who works in all plants."""
    known, mark, who = await received(w), w.mark(), await w.someone()
    await who.api("POST", "/me/plant", {})
    plant = await w.make("/plants", {"code": mark, "name": mark, "zone": "Europe/Vienna", "currency": "EUR"})
    said = {**known["said"], "quantity": "10", "to_plant": plant["code"]}
    moved = await w.make("/plant-moves", said)
    await w.make("/stock-locations", {"code": mark, "name": mark, "kind": "warehouse", "plant": mark}, by=who)
    return {"move_id": moved["id"], "place": mark, "who": who}


@recipe("POST /stock-takeovers")
async def _(w: World) -> Call:
    number, store = await part(w), (await place(w))["code"]
    supplier = (await w.make("/partners", {"name": w.mark(), "supplier": True}))["number"]
    said = {"material": number, "location": store, "quantity": "10", "supplier": supplier}
    await w.make("/stock-receipts", {**said, "consigned": True})
    return Call(body={**said, "quantity": "1"})


@recipe("POST /plant-moves")
async def _(w: World) -> Call:
    known, mark = await received(w), w.mark()
    plant = await w.make("/plants", {"code": mark, "name": mark, "zone": "Europe/Vienna", "currency": "EUR"})
    return Call(body={**known["said"], "to_plant": plant["code"]})


@recipe("POST /plant-moves/{move_id}/arrivals")
async def _(w: World) -> Call:
    move = await sent(w)
    return Call({"move_id": move["move_id"]}, {"quantity": "3", "location": move["place"]}, by=move["who"])


@recipe("POST /plant-moves/{move_id}/losses")
async def _(w: World) -> Call:
    move = await sent(w)
    return Call({"move_id": move["move_id"]}, {"quantity": "3", "reason": w.mark()}, by=move["who"])


async def counted(w: World) -> str:
    """By a colleague, and far off."""
    known = await received(w)
    said = {name: known["said"][name] for name in ("material", "location")}
    other = await w.someone()
    return str((await w.make("/stock-counts", {**said, "counted": "3"}, by=other))["id"])


async def reserved(w: World) -> dict[str, str]:
    order, known = await w.order("running"), await received(w)
    said = {"material": known["said"]["material"], "quantity": "2"}
    kept = await w.make(f"/work-orders/{order['number']}/stock/reservations", said)
    return {"number": order["number"], "reservation_id": kept["reservations"][0]["id"]}


async def missing(w: World) -> dict[str, Any]:
    """As a report leaves it where there is no stock."""
    order, known = await w.order("running"), await received(w)
    await w.run_sql(
        "insert into stock_missing (organization_id, id, created_at, plant_id, order_id, material_id, operation,"
        " quantity) select o.organization_id, gen_random_uuid(), now(), o.plant_id, o.id, m.id, 10, 5 from work_orders"
        " o, materials m where o.number = :order and m.number = :part",
        order=order["number"], part=known["said"]["material"],
    )  # fmt: skip
    found = (await w.ask("GET", "/missing-stock", params={"order": order["number"]})).json()["items"][0]
    w.own(found)
    return {"missing_id": found["id"], "location": known["said"]["location"]}


async def recall(w: World, *verbs: str) -> str:
    made = await w.make("/recalls", {"code": (await lot(w))["number"], "reason": w.mark()})
    for verb in verbs:
        await w.make(f"/recalls/{made['id']}/{verb}")
    return str(made["id"])


async def drilled(w: World) -> str:
    await shipped(w)
    return str((await w.make("/recall-drills"))["id"])


async def shipped(w: World) -> None:
    """So that there is an edge to trace."""
    known = await lot(w)
    customer = await w.make("/partners", {"name": w.mark(), "customer": True})
    await w.make("/stock-dispatches", {**known["said"], "customer": customer["number"]})


@recipe("POST /stock-locations")
async def _(w: World) -> Call:
    return Call(body={"code": w.mark(), "name": w.mark(), "kind": "bin", "parent": (await place(w))["code"]})


@recipe("PUT /stock-locations/{location_id}", "POST /stock-locations/{location_id}/edit")
async def _(w: World) -> Call:
    made = await place(w)
    return Call({"location_id": made["id"]}, {"code": made["code"], "name": w.mark(), "kind": "warehouse"})


@recipe("POST /stock-locations/{location_id}/archive")
async def _(w: World) -> Call:
    return Call({"location_id": (await place(w))["id"]}, {})


@recipe("POST /stock-receipts")
async def _(w: World) -> Call:
    said = {"material": await part(w, "lot"), "location": (await place(w))["code"], "quantity": "5"}
    return Call(body={**said, "supplier_lot": w.mark()})


@recipe("POST /stock-transfers")
async def _(w: World) -> Call:
    return Call(body={**(await received(w))["said"], "to": (await place(w))["code"]})


@recipe("POST /stock-dispatches")
async def _(w: World) -> Call:
    customer = await w.make("/partners", {"name": w.mark(), "customer": True})
    return Call(body={**(await received(w))["said"], "customer": customer["number"]})


@recipe("POST /stock-adjustments")
async def _(w: World) -> Call:
    said = (await received(w))["said"]
    return Call(body={"material": said["material"], "location": said["location"], "difference": "2",
                      "reason": w.mark()})  # fmt: skip


@recipe("POST /stock-movements/{movement_id}/reversal")
async def _(w: World) -> Call:
    return Call({"movement_id": (await received(w))["movement_id"]}, {"reason": w.mark()})


@recipe("POST /stock-counts")
async def _(w: World) -> Call:
    said = (await received(w))["said"]
    return Call(body={"material": said["material"], "location": said["location"], "counted": "7"})


@recipe("POST /stock-counts/{count_id}/approval", "POST /stock-counts/{count_id}/rejection")
async def _(w: World) -> Call:
    return Call({"count_id": await counted(w)}, None)


@recipe("POST /lots/{lot_id}/status")
async def _(w: World) -> Call:
    return Call({"lot_id": (await lot(w))["lot_id"]}, {"status": "blocked", "reason": w.mark()})


@recipe("POST /lots/{lot_id}/splits")
async def _(w: World) -> Call:
    known = await lot(w)
    return Call({"lot_id": known["lot_id"]}, {"location": known["said"]["location"], "quantity": "2"})


@recipe("POST /lots/{lot_id}/holds")
async def _(w: World) -> Call:
    return Call({"lot_id": (await lot(w))["lot_id"]}, {"reason": w.mark()})


@recipe("POST /lots/{lot_id}/holds/{hold_id}/release")
async def _(w: World) -> Call:
    return Call(await held(w), {"reason": w.mark()})


@recipe("POST /work-orders/{number}/stock/issues", "POST /work-orders/{number}/stock/reservations")
async def _(w: World) -> Call:
    order, known = await w.order("running"), await received(w)
    return Call({"number": order["number"]}, {"material": known["said"]["material"], "quantity": "2"})


@recipe("POST /work-orders/{number}/stock/returns")
async def _(w: World) -> Call:
    order, said = await w.order("running"), (await received(w))["said"]
    given = {"material": said["material"], "quantity": "2"}
    await w.make(f"/work-orders/{order['number']}/stock/issues", given)
    return Call({"number": order["number"]}, {**given, "location": said["location"]})


@recipe("POST /work-orders/{number}/stock/reservations/{reservation_id}/removal")
async def _(w: World) -> Call:
    return Call(await reserved(w), None)


@recipe("POST /missing-stock/{missing_id}/settlement")
async def _(w: World) -> Call:
    known = await missing(w)
    return Call({"missing_id": known["missing_id"]}, {"location": known["location"], "quantity": "2"})


@recipe("POST /recalls")
async def _(w: World) -> Call:
    return Call(body={"code": (await lot(w))["number"], "reason": w.mark()})


@recipe("POST /recalls/{recall_id}/hold")
async def _(w: World) -> Call:
    return Call({"recall_id": await recall(w)}, None)


@recipe("POST /recalls/{recall_id}/notification")
async def _(w: World) -> Call:
    return Call({"recall_id": await recall(w, "hold")}, None)


@recipe("POST /recalls/{recall_id}/reconciliation")
async def _(w: World) -> Call:
    return Call({"recall_id": await recall(w, "hold", "notification")}, None)


@recipe("POST /recalls/{recall_id}/closure")
async def _(w: World) -> Call:
    return Call({"recall_id": await recall(w, "hold", "notification", "reconciliation")}, {"reason": w.mark()})


@recipe("POST /recalls/{recall_id}/undo")
async def _(w: World) -> Call:
    return Call({"recall_id": await recall(w, "hold")}, {"reason": w.mark()})


@recipe("POST /recall-drills")
async def _(w: World) -> Call:
    await shipped(w)
    return Call(body=None)
