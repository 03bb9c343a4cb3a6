"""Shipments from the draft to the signature, and docks."""

from __future__ import annotations

from typing import Any

from tests.contracts.recipes.book import recipe
from tests.contracts.recipes.stock import received
from tests.contracts.world import Call, World

AT = "/shipments/{shipment_id}"


async def draft(w: World) -> dict[str, Any]:
    """With one line, of which there is stock."""
    customer = await w.make("/partners", {"name": w.mark(), "customer": True})
    known = await received(w)
    made = await w.make("/shipments", {"customer": customer["number"], "number": w.mark()})
    line = {"material": known["said"]["material"], "quantity": "2"}
    return {**await w.make(f"/shipments/{made['id']}/lines", line), "said": known["said"]}


async def picking(w: World) -> dict[str, Any]:
    made = await draft(w)
    return {**await w.make(f"/shipments/{made['id']}/allocation", {}), "said": made["said"]}


async def picked(w: World) -> dict[str, Any]:
    made = await picking(w)
    pick = made["picks"][0]["id"]
    return await w.make(f"/shipments/{made['id']}/picks/{pick}/confirmation", {})


async def boxed(w: World) -> dict[str, Any]:
    made = await picked(w)
    return await w.make(f"/shipments/{made['id']}/units", {"everything": True})


async def gone(w: World, *steps: str) -> dict[str, Any]:
    """Packed, and as many steps farther."""
    made = await boxed(w)
    for step in ("packing", *steps):
        made = await w.make(f"/shipments/{made['id']}/{step}", {})
    return made


def of(made: dict[str, Any]) -> dict[str, str]:
    """The ids that stand in addresses of a shipment."""
    found = {"shipment_id": made["id"], "line_id": made["lines"][0]["id"]}
    if made["picks"]:
        found["pick_id"] = made["picks"][0]["id"]
    if made["units"]:
        found |= {"unit_id": made["units"][0]["id"], "content_id": made["units"][0]["contents"][0]["id"]}
    return found


def only(known: dict[str, str], *names: str) -> dict[str, Any]:
    return {name: known[name] for name in ("shipment_id", *names)}


async def dock(w: World) -> dict[str, Any]:
    return await w.make("/docks", {"code": w.mark(), "name": w.mark()})


@recipe("POST /shipments")
async def _(w: World) -> Call:
    customer = await w.make("/partners", {"name": w.mark(), "customer": True})
    return Call(body={"customer": customer["number"], "carrier": w.mark(), "note": w.mark()})


@recipe(f"PUT {AT}", f"POST {AT}/edit")
async def _(w: World) -> Call:
    made = await draft(w)
    return Call({"shipment_id": made["id"]}, {"customer": made["customer_number"], "carrier": w.mark()})


@recipe(f"POST {AT}/lines")
async def _(w: World) -> Call:
    made = await draft(w)
    return Call({"shipment_id": made["id"]}, {"material": made["said"]["material"], "quantity": "1"})


@recipe(f"PUT {AT}/lines/{{line_id}}", f"POST {AT}/lines/{{line_id}}/edit")
async def _(w: World) -> Call:
    return Call(only(of(await draft(w)), "line_id"), {"quantity": "3"})


@recipe(f"DELETE {AT}/lines/{{line_id}}", f"POST {AT}/lines/{{line_id}}/removal")
async def _(w: World) -> Call:
    return Call(only(of(await draft(w)), "line_id"), None)


@recipe(f"POST {AT}/allocation")
async def _(w: World) -> Call:
    return Call({"shipment_id": (await draft(w))["id"]}, {})


@recipe(f"POST {AT}/picks/{{pick_id}}/confirmation")
async def _(w: World) -> Call:
    return Call(only(of(await picking(w)), "pick_id"), {"quantity": "1", "reason": w.mark()})


@recipe(f"POST {AT}/picks/{{pick_id}}/undo")
async def _(w: World) -> Call:
    return Call(only(of(await picked(w)), "pick_id"), {})


@recipe(f"POST {AT}/picks/{{pick_id}}/exchange")
async def _(w: World) -> Call:
    made = await picking(w)
    return Call(only(of(made), "pick_id"), {"location": made["said"]["location"], "reason": w.mark()})


@recipe(f"POST {AT}/units")
async def _(w: World) -> Call:
    return Call({"shipment_id": (await picked(w))["id"]}, {"kind": "pallet", "weight": "12.5", "everything": True})


@recipe(f"PUT {AT}/units/{{unit_id}}", f"POST {AT}/units/{{unit_id}}/edit")
async def _(w: World) -> Call:
    return Call(only(of(await boxed(w)), "unit_id"), {"kind": "crate", "weight": "8"})


@recipe(f"POST {AT}/units/{{unit_id}}/removal")
async def _(w: World) -> Call:
    return Call(only(of(await boxed(w)), "unit_id"), {})


@recipe(f"POST {AT}/units/{{unit_id}}/contents")
async def _(w: World) -> Call:
    made = await picked(w)
    whole = await w.make(f"/shipments/{made['id']}/units", {"kind": "box"})
    place = {"shipment_id": made["id"], "unit_id": whole["units"][0]["id"]}
    return Call(place, {"pick": made["picks"][0]["id"], "quantity": "1"})


@recipe(f"POST {AT}/units/{{unit_id}}/contents/{{content_id}}/removal")
async def _(w: World) -> Call:
    return Call(only(of(await boxed(w)), "unit_id", "content_id"), {})


@recipe(f"POST {AT}/packing")
async def _(w: World) -> Call:
    return Call({"shipment_id": (await boxed(w))["id"]}, {"reason": w.mark()})


@recipe(f"POST {AT}/readiness", f"POST {AT}/reopening")
async def _(w: World) -> Call:
    return Call({"shipment_id": (await gone(w))["id"]}, {})


@recipe(f"POST {AT}/dispatch")
async def _(w: World) -> Call:
    return Call({"shipment_id": (await gone(w, "readiness"))["id"]}, {"tracking": w.mark()})


@recipe(f"POST {AT}/delivery")
async def _(w: World) -> Call:
    return Call({"shipment_id": (await gone(w, "readiness", "dispatch"))["id"]}, {"received_by": w.mark()})


@recipe(f"POST {AT}/return")
async def _(w: World) -> Call:
    return Call({"shipment_id": (await gone(w, "readiness", "dispatch"))["id"]}, {"reason": w.mark()})


@recipe(f"POST {AT}/cancellation")
async def _(w: World) -> Call:
    return Call({"shipment_id": (await draft(w))["id"]}, {"reason": w.mark()})


@recipe(f"POST {AT}/prints")
async def _(w: World) -> Call:
    return Call({"shipment_id": (await gone(w))["id"]}, {"kind": "packing_list", "paper": "letter"})


@recipe("POST /docks")
async def _(w: World) -> Call:
    return Call(body={"code": w.mark(), "name": w.mark()})


@recipe("PUT /docks/{dock_id}", "POST /docks/{dock_id}/edit")
async def _(w: World) -> Call:
    made = await dock(w)
    return Call({"dock_id": made["id"]}, {"code": made["code"], "name": w.mark()})


@recipe("POST /docks/{dock_id}/archive")
async def _(w: World) -> Call:
    return Call({"dock_id": (await dock(w))["id"]}, {"archived": True})
