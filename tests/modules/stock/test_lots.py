"""Lots: numbered, divided, stopped."""

from __future__ import annotations

from tests.cast import Person
from tests.modules.stock.place import code, lots_of, made, material, on_hand, warehouse


async def test_what_is_tracked_gets_a_number_and_is_never_moved_without_it(planner: Person, logistics: Person):
    part, store, line = await material(planner, "lot"), await warehouse(logistics), await warehouse(logistics)
    said = {"material": part, "quantity": "9", "location": store, "supplier_lot": "CH-1"}
    await made(logistics, "/stock-receipts", said)
    (lot,) = await lots_of(logistics, part)
    assert (lot["number"].startswith("L-"), lot["supplier_lot"], lot["quantity"]) == (True, "CH-1", "9")
    move = {"material": part, "quantity": "4", "location": store, "to": line}
    answer = await logistics.api("POST", "/stock-transfers", move)
    assert answer.json()["errors"] == {"lot": f"{part} is tracked by lot. Say which one"}
    await made(logistics, "/stock-transfers", {**move, "lot": lot["number"]})
    assert await on_hand(logistics, part) == {
        (store, lot["number"], "released"): "5", (line, lot["number"], "released"): "4",
    }  # fmt: skip


async def test_each_piece_gets_a_serial_number(planner: Person, logistics: Person):
    part, store = await material(planner, "serial"), await warehouse(logistics)
    moved = await made(logistics, "/stock-receipts", {"material": part, "quantity": "3", "location": store})
    pieces = await lots_of(logistics, part)
    assert (len(moved["movements"]), {each["kind"] for each in pieces}) == (3, {"serial"})
    answer = await logistics.api("POST", f"/lots/{pieces[0]['id']}/splits", {"location": store, "quantity": "1"})
    assert answer.json()["errors"] == {"quantity": "A serial number is one piece"}


async def test_shelf_life_says_when_a_lot_expires(planner: Person, logistics: Person):
    part, store = await material(planner, "lot", shelf_life_days=30), await warehouse(logistics)
    await made(logistics, "/stock-receipts", {"material": part, "quantity": "3", "location": store})
    assert (await lots_of(logistics, part))[0]["expires_on"]


async def test_a_hold_stops_every_movement_until_it_is_released(
    planner: Person, logistics: Person, quality: Person, operator: Person
):
    part, store, line = await material(planner, "lot"), await warehouse(logistics), await warehouse(logistics)
    await made(logistics, "/stock-receipts", {"material": part, "quantity": "9", "location": store})
    (lot,) = await lots_of(logistics, part)
    held = await made(quality, f"/lots/{lot['id']}/holds", {"reason": "Cracks at the weld"})
    for path, more in (
        ("/stock-transfers", {"to": line, "quantity": "1"}),
        ("/stock-adjustments", {"difference": "-1", "reason": "why"}),
        ("/stock-receipts", {"quantity": "1"}),
    ):  # fmt: skip
        answer = await logistics.api("POST", path, {"material": part, "lot": lot["number"], "location": store, **more})
        assert answer.json()["errors"] == {"lot": f"Lot {lot['number']} is on hold: Cracks at the weld"}, path
    url = f"/lots/{lot['id']}/holds/{held['holds'][0]['id']}/release"
    assert (await logistics.api("POST", url, {"reason": "looks fine"})).status_code == 403
    assert (await quality.api("POST", url, {"reason": "Measured again"})).json()["held"] is False
    page = await quality.see(f"/lots/{lot['id']}")
    assert ("Cracks at the weld" in page.text, "Measured again" in page.text) == (True, True)
    await made(logistics, "/stock-transfers",
               {"material": part, "lot": lot["number"], "location": store, "to": line, "quantity": "9"})  # fmt: skip
    assert (await operator.see(f"/lots/{lot['id']}")).status_code == 403


async def test_a_part_becomes_a_lot_of_its_own_or_a_part_of_another(planner: Person, logistics: Person):
    part, store = await material(planner, "lot"), await warehouse(logistics)
    await made(logistics, "/stock-receipts", {"material": part, "quantity": "9", "location": store})
    (lot,) = await lots_of(logistics, part)
    new = await made(logistics, f"/lots/{lot['id']}/splits", {"location": store, "quantity": "4"})
    assert new["lying"][0]["quantity"] == "4"
    back = {"location": store, "quantity": "1", "into": lot["number"]}
    both = await made(logistics, f"/lots/{new['id']}/splits", back)
    assert (both["number"], both["lying"][0]["quantity"]) == (lot["number"], "6")


async def test_quarantine_is_released_by_quality(planner: Person, logistics: Person, quality: Person):
    part, store, line = await material(planner, "lot"), await warehouse(logistics), await warehouse(logistics)
    said = {"material": part, "quantity": "9", "location": store, "status": "quarantine"}
    await made(logistics, "/stock-receipts", said)
    (lot,) = await lots_of(logistics, part)
    move = {"material": part, "lot": lot["number"], "quantity": "9", "location": store, "to": line}
    answer = await logistics.api("POST", "/stock-transfers", move)
    assert answer.json()["errors"] == {"quantity": "Only 0 EA are free here"}
    await quality.api("POST", f"/lots/{lot['id']}/status", {"status": "released", "reason": "Certificate is there"})
    await made(logistics, "/stock-transfers", move)


async def test_a_lot_opens_by_its_code_and_is_nobody_elses(planner: Person, logistics: Person, stranger: Person):
    part, store = await material(planner, "lot"), await warehouse(logistics)
    name = code("LOT-")
    await made(logistics, "/stock-receipts", {"material": part, "quantity": "9", "location": store, "lot": name})
    (lot,) = await lots_of(logistics, part)
    scanned = await logistics.see(f"/s/{name}")
    assert scanned.headers["location"] == f"/lots/{lot['id']}"
    assert (await stranger.api("GET", f"/lots/{lot['id']}")).status_code == 404


async def test_places_lie_in_each_other_and_are_kept_while_something_lies_there(planner: Person, logistics: Person):
    part, store = await material(planner), await warehouse(logistics)
    shelf = code("B-")
    lone = await logistics.api("POST", "/stock-locations", {"code": shelf, "name": "Bin", "kind": "bin"})
    assert lone.json()["errors"] == {"parent": "Say in which warehouse or zone it is"}
    place = await made(logistics, "/stock-locations", {"code": shelf, "name": "Bin", "kind": "bin", "parent": store})
    await made(logistics, "/stock-receipts", {"material": part, "quantity": "1", "location": shelf})
    answer = await logistics.api("POST", f"/stock-locations/{place['id']}/archive", {"archived": True})
    assert answer.json()["detail"] == "Something still lies here. Move it first"
