"""Shipments of customer orders, docks and their board, papers."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.modules.prints import paper
from tests.modules.prints.paper import Code, needs_poppler
from tests.modules.shipping.yard import Yard
from tests.modules.stock.place import code, made
from unison_web.settings import Settings

DUE = "2031-02-01"


async def ordered(yard: Yard, quantity: str = "10", **more: Any) -> dict[str, Any]:
    """A confirmed customer order of one line."""
    order = await made(yard.planner, "/customer-orders", {"customer": yard.customer["number"], "due_on": DUE})
    line = {"material": yard.material, "quantity": quantity, "price": "5", **more}
    await made(yard.planner, f"/customer-orders/{order['id']}/lines", line)
    return await made(yard.planner, f"/customer-orders/{order['id']}/state", {"verb": "confirm"})


async def shipped_of(yard: Yard, order: dict[str, Any]) -> str:
    found = (await yard.planner.api("GET", f"/customer-orders/{order['id']}")).json()
    return str(found["lines"][0]["shipped"])


async def goes(yard: Yard, shipment: dict[str, Any]) -> dict[str, Any]:
    """All the way to the lorry."""
    url = f"/shipments/{shipment['id']}"
    found = await made(yard.logistics, f"{url}/allocation", {})
    for pick in found["picks"]:
        await yard.confirm(found, pick)
    await made(yard.logistics, f"{url}/units", {"everything": True})
    await made(yard.logistics, f"{url}/packing", {})
    await made(yard.logistics, f"{url}/readiness", {})
    return await made(yard.logistics, f"{url}/dispatch", {"carrier": "Kuehne", "tracking": "1Z 999"})


async def test_an_order_is_shipped_in_parts_and_says_how_much_has_left(yard: Yard, logistics: Person) -> None:
    order = await ordered(yard)
    first = await made(logistics, "/shipments", {"order": order["number"]})
    assert [each["quantity"] for each in first["lines"]] == ["10"]
    line = f"/shipments/{first['id']}/lines/{first['lines'][0]['id']}"
    assert "Only 10 EA of this line" in (await logistics.api("PUT", line, {"quantity": "11"})).text
    assert (await logistics.api("PUT", line, {"quantity": "4"})).status_code == 200
    second = await made(logistics, "/shipments", {"order": order["number"]})
    assert [each["quantity"] for each in second["lines"]] == ["6"]
    none = await logistics.api("POST", "/shipments", {"order": order["number"]})
    assert none.json()["errors"]["order"] == f"Everything of {order['number']} is shipped or on a shipment"
    gone = await goes(yard, first)
    assert (gone["carrier"], gone["tracking"], await shipped_of(yard, order)) == ("Kuehne", "1Z 999", "4")
    page = (await yard.planner.see(f"/customer-orders/{order['id']}")).text
    assert ("Shipped" in page, f"/shipments?order={order['number']}" in page) == (True, True)
    removal = await yard.planner.api("DELETE", f"/customer-orders/{order['id']}/lines/{order['lines'][0]['id']}")
    assert "A part of this line was shipped already" in removal.text
    await made(logistics, f"/shipments/{first['id']}/return", {"reason": "Refused at the door"})
    assert await shipped_of(yard, order) == "0"


async def test_two_people_ship_one_order_once(yard: Yard, logistics: Person, admin: Person) -> None:
    order = await ordered(yard)
    said = {"order": order["number"]}
    answers = await asyncio.gather(*(who.api("POST", "/shipments", said) for who in (logistics, admin)))
    assert sorted(each.status_code for each in answers) == [201, 422]


async def test_only_confirmed_orders_of_that_customer_are_shipped(yard: Yard, logistics: Person) -> None:
    order = await made(yard.planner, "/customer-orders", {"customer": yard.customer["number"], "due_on": DUE})
    early = await logistics.api("POST", "/shipments", {"order": order["number"]})
    assert f"Confirm {order['number']} first" in early.json()["errors"]["order"]
    other = await made(yard.planner, "/partners", {"name": code("Other "), "customer": True})
    said = {"order": (await ordered(yard))["number"], "customer": other["number"]}
    assert "another customer" in (await logistics.api("POST", "/shipments", said)).json()["errors"]["customer"]
    assert (
        "no customer order" in (await logistics.api("POST", "/shipments", {"order": "CO-X"})).json()["errors"]["order"]
    )


async def test_a_shipment_made_in_the_browser(yard: Yard, logistics: Person) -> None:
    sent = await logistics.send("/shipments", customer=yard.customer["number"], due_on=DUE, dock_minutes="60")
    at = sent.headers["location"]
    assert "No line yet" in (await logistics.see(at)).text
    assert (await logistics.send(f"{at}/lines", material=yard.material, quantity="2")).status_code == 303
    assert (await logistics.send(f"{at}/allocation")).headers["location"] == f"{at}/picks"
    found = (await logistics.api("GET", at)).json()
    late = await logistics.send(f"{at}/lines", material=yard.material, quantity="2")
    assert (late.status_code, "its lines stay as they are" in late.text) == (422, True)
    pick = found["picks"][0]["id"]
    assert (await logistics.send(f"{at}/picks/{pick}/confirmation", scanned=yard.far)).status_code == 303
    assert "Everything on the list is picked" in (await logistics.see(f"{at}/picks")).text
    assert (await logistics.send(f"{at}/units", kind="box", everything="true")).status_code == 303
    assert (await logistics.send(f"{at}/packing", reason="")).status_code == 303
    assert "Ready to load" in (await logistics.see(at)).text
    moved = await logistics.fragment(at, "shipment-whole")
    assert ("<html" in moved.text, "Packed" in moved.text) == (False, True)


async def test_a_dock_is_kept_for_one_at_a_time(yard: Yard, logistics: Person) -> None:
    dock = await made(logistics, "/docks", {"code": code("D"), "name": "Lorries"})
    assert "already a dock" in (await logistics.api("POST", "/docks", {"code": dock["code"], "name": "Again"})).text
    early = await logistics.api("POST", "/shipments", {"customer": yard.customer["number"], "dock": dock["code"]})
    assert early.json()["errors"] == {"dock_at": "Say when the dock is needed"}
    at = {"dock": dock["code"], "dock_at": "2031-03-03T09:00:00", "due_on": "2031-03-03"}
    first = await yard.shipment(**at)
    said = {"customer": yard.customer["number"], **at, "dock_at": "2031-03-03T09:30:00"}
    taken = await logistics.api("POST", "/shipments", said)
    words = f"{dock['code']} is kept for {first['number']} from 09:00 to 10:00"
    assert taken.json()["errors"] == {"dock_at": words}
    both = [logistics.api("POST", "/shipments", {**said, "dock_at": "2031-03-03T14:00:00"}) for _n in range(2)]
    assert sorted(each.status_code for each in await asyncio.gather(*both)) == [201, 422]
    board = (await logistics.api("GET", "/dock-board", params={"day": "2031-03-03"})).json()
    place = [each["code"] for each in board["docks"]].index(dock["code"])
    at_nine = next(row for row in board["rows"] if row["hour"] == 9)["cells"][place]
    assert [(each["number"], each["state"], each["stopped"]) for each in at_nine] == [(first["number"], "draft", False)]
    page = (await logistics.see("/dock-board", day="2031-03-03")).text
    assert (first["number"] in page, "09:00" in page) == (True, True)
    assert "Say the day like" in (await logistics.api("GET", "/dock-board", params={"day": "tomorrow"})).text
    await made(logistics, f"/docks/{dock['id']}/archive", {"archived": True})
    gone = await logistics.api("POST", "/shipments", {**said, "dock_at": "2031-03-03T16:00:00"})
    assert "There is no dock with the code" in gone.text


async def test_the_wall_needs_a_device_or_a_person(logistics: Person, nobody: Person) -> None:
    assert (await logistics.see("/wall/docks")).status_code == 200
    assert (await nobody.see("/wall/docks")).status_code in (303, 404)


@needs_poppler
async def test_papers_say_what_is_in_which_box(
    yard: Yard, logistics: Person, settings: Settings, engine: AsyncEngine, tmp_path: Path
) -> None:
    draft = await yard.shipment("3")
    url = f"/shipments/{draft['id']}"
    early = await logistics.api("POST", f"{url}/prints", {"kind": "delivery_note"})
    assert "printed when it is packed" in early.text
    found = await yard.ready("12")
    async with paper.workshop(settings, engine) as context:
        for kind, size, paper_size in (("delivery_note", (216, 279), "letter"), ("packing_list", (210, 297), "a4")):
            said = {"kind": kind, "paper": paper_size}
            key = (await made(logistics, f"/shipments/{found['id']}/prints", said))["id"]
            await paper.made(context, settings, engine, key)
            document = paper.saved(tmp_path, (await logistics.api("GET", f"/prints/{key}/file")).content)
            words = paper.words(document)
            assert paper.size_in_mm(document) == size
            for told in (found["number"], yard.soon, yard.late, yard.customer["name"], "Page 1 of 1"):
                assert told in words
    assert Code("Code128", found["units"][0]["number"]) in paper.codes(document)


@needs_poppler
async def test_the_pick_list_goes_along_on_paper_in_the_order_of_the_walk(
    yard: Yard, logistics: Person, settings: Settings, engine: AsyncEngine, tmp_path: Path
) -> None:
    packed = await yard.ready("12")
    late = await logistics.api("POST", f"/shipments/{packed['id']}/prints", {"kind": "pick_list"})
    assert "while it is being picked" in late.text
    found = await yard.picking("3")
    async with paper.workshop(settings, engine) as context:
        key = (await made(logistics, f"/shipments/{found['id']}/prints", {"kind": "pick_list"}))["id"]
        await paper.made(context, settings, engine, key)
        document = paper.saved(tmp_path, (await logistics.api("GET", f"/prints/{key}/file")).content)
    words, codes = paper.words(document), paper.codes(document)
    for pick in found["picks"]:
        assert (pick["location"] in words, pick["lot"] in words) == (True, True)
        assert (Code("Code128", pick["location"]) in codes, Code("Code128", pick["lot"]) in codes) == (True, True)
    assert Code("Code128", found["number"]) in codes
