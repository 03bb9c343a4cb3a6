"""A shipment from the draft to the signature, and back."""

from __future__ import annotations

import asyncio
from base64 import b64encode
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.modules.shipping.yard import Yard
from tests.modules.stock.place import code, made, on_hand, sums_are_right
from unison_web.engine.gs1.scan import understand
from unison_web.modules.shipping import rules

PICTURE = b"\x89PNG\r\n\x1a\n" + b"0" * 40


async def test_what_expires_first_is_picked_first_and_the_walk_goes_bin_by_bin(yard: Yard, logistics: Person) -> None:
    found = await yard.picking("12")
    assert [(each["location"], each["lot"], each["quantity"]) for each in found["picks"]] == [
        (yard.near, yard.late, "2"), (yard.far, yard.soon, "10"),
    ]  # fmt: skip
    page = (await logistics.see(f"/shipments/{found['id']}/picks")).text
    assert page.index(yard.near) < page.index(yard.far)
    lying = (await logistics.api("GET", "/stock", params={"number": yard.material})).json()["items"]
    assert sorted(each["reserved"] for each in lying) == ["10", "2"]


async def test_it_leaves_in_one_piece_and_the_trace_knows_where_to(
    yard: Yard, logistics: Person, quality: Person, engine: AsyncEngine
) -> None:
    found = await yard.shipped("12")
    assert (found["state"], found["shipper"]) == ("shipped", logistics.name)
    assert await on_hand(logistics, yard.material) == {(yard.near, yard.late, "released"): "8"}
    down = (await quality.api("GET", "/trace", params={"code": yard.soon})).json()["down"]["steps"]
    assert [(each["kind"], each["label"], each["quantity"], each["document"]) for each in down] == [
        ("partner", yard.customer["number"], "10", found["number"])
    ]
    assert found["number"] in (await quality.see("/trace", code=yard.soon)).text
    assert await sums_are_right(engine, logistics, yard.material)


async def test_somebody_signs_and_the_picture_stays_with_it(yard: Yard, logistics: Person) -> None:
    found = await yard.shipped("1")
    url = f"/shipments/{found['id']}"
    said = {"received_by": "K. Lindqvist", "name": "dock.png", "content": b64encode(b"no picture").decode()}
    assert (await logistics.api("POST", f"{url}/delivery", said)).json()["errors"] == {"file": "This is no picture"}
    later = {"received_by": "K. Lindqvist", "delivered_at": "2099-01-01T10:00:00"}
    assert "in the future" in (await logistics.api("POST", f"{url}/delivery", later)).text
    done = await made(logistics, f"{url}/delivery", {**said, "content": b64encode(PICTURE).decode()})
    assert (done["state"], done["received_by"]) == ("delivered", "K. Lindqvist")
    files = (await logistics.api("GET", f"/files/of/shipments/{found['id']}")).json()["items"]
    assert [(each["name"], each["note"]) for each in files] == [("dock.png", "Proof of delivery, K. Lindqvist")]


async def test_a_part_comes_back_into_quarantine_and_the_ledger_is_reversed(
    yard: Yard, logistics: Person, quality: Person, engine: AsyncEngine
) -> None:
    found = await yard.shipped("12")
    pick = next(each for each in found["picks"] if each["lot"] == yard.soon)
    url, back = f"/shipments/{found['id']}/return", [{"pick": pick["id"], "quantity": "11"}]
    many = await logistics.api("POST", url, {"reason": "Wrong colour", "quantities": back})
    assert many.json()["errors"] == {"quantities": "Only 10 of it were shipped"}
    back[0]["quantity"] = "4"
    done = await made(logistics, url, {"reason": "Wrong colour", "quantities": back})
    assert (done["state"], {each["lot"]: each["returned"] for each in done["picks"]}) == (
        "returned", {yard.soon: "4", yard.late: "0"},
    )  # fmt: skip
    assert (await on_hand(logistics, yard.material))[yard.far, yard.soon, "quarantine"] == "4"
    down = (await quality.api("GET", "/trace", params={"code": yard.soon})).json()["down"]["steps"]
    assert [each["quantity"] for each in down] == ["6"]
    assert await sums_are_right(engine, logistics, yard.material)


async def test_everything_comes_back_also_of_a_lot_that_was_recalled(
    yard: Yard, logistics: Person, quality: Person
) -> None:
    found = await yard.shipped("3")
    await made(quality, f"/lots/{await yard.lot_id(yard.soon)}/holds", {"reason": "Cracks"})
    assert "This left before the hold" in (await logistics.see(f"/shipments/{found['id']}")).text
    await made(logistics, f"/shipments/{found['id']}/return", {"reason": "Recalled"})
    assert (await on_hand(logistics, yard.material))[yard.far, yard.soon, "quarantine"] == "3"
    down = (await quality.api("GET", "/trace", params={"code": yard.soon})).json()["down"]["steps"]
    assert down == []


async def test_less_is_shipped_only_with_a_reason(yard: Yard, logistics: Person) -> None:
    found = await yard.picking("3")
    (pick,) = found["picks"]
    url = f"/shipments/{found['id']}/picks/{pick['id']}/confirmation"
    assert (await logistics.api("POST", url, {"quantity": "2"})).json()["errors"] == {
        "reason": "Say why it is less than 3"
    }
    assert "Only 3" in (await logistics.api("POST", url, {"quantity": "4"})).text
    found = await yard.confirm(found, pick, quantity="2", reason="One is scratched")
    assert [each["state"] for each in found["picks"]] == ["short"]
    await made(logistics, f"/shipments/{found['id']}/units", {"everything": True})
    early = await logistics.api("POST", f"/shipments/{found['id']}/packing", {})
    assert early.json()["errors"]["reason"] == f"Only 2 of 3 {yard.material} go with it. Say why"
    done = await made(logistics, f"/shipments/{found['id']}/packing", {"reason": "The rest follows"})
    assert (done["state"], done["short_reason"]) == ("packed", "The rest follows")
    lying = (await logistics.api("GET", "/stock", params={"number": yard.material})).json()["items"]
    assert sum(int(each["reserved"]) for each in lying) == 2


async def test_what_was_not_found_is_looked_for_elsewhere(yard: Yard, logistics: Person) -> None:
    found = await yard.picking("2")
    found = await yard.confirm(found, found["picks"][0], quantity="0", reason="The bin is empty")
    again = await made(logistics, f"/shipments/{found['id']}/allocation", {})
    assert [(each["lot"], each["state"]) for each in again["picks"]] == [(yard.late, "open"), (yard.soon, "short")]


async def test_whoever_passes_the_first_lot_says_why(yard: Yard, logistics: Person) -> None:
    found = await yard.picking("2")
    url = f"/shipments/{found['id']}/picks/{found['picks'][0]['id']}/exchange"
    refused = await logistics.api("POST", url, {"lot": yard.late})
    assert f"Lot {yard.soon} goes first" in refused.json()["errors"]["reason"]
    done = await made(logistics, url, {"lot": yard.late, "reason": "Behind a pallet"})
    assert [(each["lot"], each["reason"]) for each in done["picks"]] == [(yard.late, "Behind a pallet")]
    lying = (await logistics.api("GET", "/stock", params={"number": yard.material})).json()["items"]
    assert {each["lot"]: each["reserved"] for each in lying} == {yard.late: "2", yard.soon: "0"}


async def test_a_wrong_code_is_refused_and_says_what_it_is(yard: Yard, logistics: Person) -> None:
    found = await yard.picking("2")
    (pick,) = found["picks"]
    url = f"/shipments/{found['id']}/picks/{pick['id']}/confirmation"
    for said, words in (
        (yard.near, f"This is {yard.near}. Pick at {yard.far}"),
        (yard.late, f"This is lot {yard.late}. Pick lot {yard.soon}"),
        (f"(01)09506000134352(10){yard.late}", f"This is lot {yard.late}. Pick lot {yard.soon}"),
        (yard.material, f"Scan the lot, too: take {yard.soon}"),
        ("(01)09506000134353", "This code cannot be read"),
        ("NOBODY-1", "Nothing here has the code NOBODY-1"),
    ):
        assert words in (await logistics.api("POST", url, {"scanned": said})).json()["errors"]["scanned"], said
    page = await logistics.send(url, scanned=yard.near)
    assert (page.status_code, f"Pick at {yard.far}" in page.text, pick["lot"] in page.text) == (422, True, True)
    box = (await made(logistics, f"/shipments/{found['id']}/units", {"kind": "box"}))["units"][0]
    done = await yard.confirm(found, pick, scanned=box["number"])
    assert [each["quantity"] for each in done["units"][0]["contents"]] == ["2"]


@pytest.mark.parametrize("how", ["place", "lot", "gs1"])
async def test_the_right_code_confirms(yard: Yard, how: str) -> None:
    found = await yard.picking("2")
    said = {"place": yard.far, "lot": yard.soon, "gs1": f"(01)09506000134352(10){yard.soon}"}[how]
    done = await yard.confirm(found, found["picks"][0], scanned=said)
    assert [(each["state"], each["who"]) for each in done["picks"]] == [("picked", yard.logistics.name)]


async def prefix(admin: Person, value: str) -> None:
    said = {"scope": "organization", "value": value}
    answer = await admin.api("PUT", "/settings/values/stock.gs1_prefix", said)
    assert answer.status_code == 200, answer.text


async def test_boxes_are_numbered_once_and_hold_what_was_picked(yard: Yard, logistics: Person, admin: Person) -> None:
    found = await yard.picked("3")
    url = f"/shipments/{found['id']}/units"
    first = (await made(logistics, url, {"kind": "box"}))["units"][0]
    assert (first["sscc"], first["number"][:3]) == (False, "HU-")
    await prefix(admin, "9521234")
    try:
        second = (await made(logistics, url, {"kind": "pallet"}))["units"][1]
        third = (await made(logistics, url, {"kind": "pallet"}))["units"][2]
    finally:
        await prefix(admin, "")
    (element,) = understand(second["number"])
    assert (element.code, second["number"][1:8], second["sscc"]) == ("00", "9521234", True)
    assert int(third["number"][8:17]) == int(second["number"][8:17]) + 1
    into = f"{url}/{second['id']}/contents"
    whole = await made(logistics, into, {"scanned": yard.soon, "quantity": "2"})
    assert [(each["lot"], each["quantity"]) for each in whole["units"][1]["contents"]] == [(yard.soon, "2")]
    assert "Only 1 of it" in (await logistics.api("POST", into, {"scanned": yard.soon, "quantity": "2"})).text
    assert "Nothing that is to be packed" in (await logistics.api("POST", into, {"scanned": yard.late})).text
    early = await logistics.api("POST", f"/shipments/{found['id']}/packing", {})
    assert f"Not packed yet: {yard.material}" in early.text
    opened = await logistics.api("GET", f"/shipments/{found['id']}")
    content = opened.json()["units"][1]["contents"][0]
    out = await made(logistics, f"{into}/{content['id']}/removal", {})
    assert out["units"][1]["contents"] == []
    assert len((await made(logistics, f"{url}/{second['id']}/removal", {}))["units"]) == 2
    listed = (await logistics.api("GET", "/handling-units", params={"shipment": found["number"]})).json()["items"]
    assert {each["number"] for each in listed} == {first["number"], third["number"]}
    assert (await logistics.see(f"/s/{third['number']}")).headers["location"].endswith(url)


async def test_a_cancelled_shipment_lets_go_of_its_stock(yard: Yard, logistics: Person) -> None:
    found = await yard.packed("12")
    url = f"/shipments/{found['id']}/cancellation"
    assert (await logistics.api("POST", url, {"reason": "no"})).status_code == 422
    assert (await made(logistics, url, {"reason": "Not wanted any more"}))["state"] == "cancelled"
    lying = (await logistics.api("GET", "/stock", params={"number": yard.material})).json()["items"]
    assert {each["reserved"] for each in lying} == {"0"}


async def test_what_is_kept_is_nobody_elses(yard: Yard, logistics: Person) -> None:
    await yard.picking("12")
    other = await yard.picking("10")
    assert sum(int(each["quantity"]) for each in other["picks"]) == 8
    said = {"material": yard.material, "lot": yard.soon, "location": yard.far, "quantity": "1",
            "customer": yard.customer["number"]}  # fmt: skip
    assert "Only 0 EA are free" in (await logistics.api("POST", "/stock-dispatches", said)).text
    third = await yard.shipment("1")
    none = await logistics.api("POST", f"/shipments/{third['id']}/allocation", {})
    assert "There is no free stock" in none.text


async def test_two_pickers_at_one_line_end_with_one_winner(yard: Yard, logistics: Person, supervisor: Person) -> None:
    found = await yard.picking("2")
    url = f"/shipments/{found['id']}/picks/{found['picks'][0]['id']}/confirmation"
    sent = [logistics.api("POST", url, {}), supervisor.api("POST", url, {}), logistics.send(url), supervisor.send(url)]
    answers = await asyncio.gather(*sent)
    won = [each for each in answers if each.status_code in (200, 303)]
    assert (len(won), {each.status_code for each in answers if each not in won}) == (1, {422})
    assert all("has picked this already" in each.text for each in answers if each not in won)


async def test_it_leaves_once_however_many_press(yard: Yard, logistics: Person, engine: AsyncEngine) -> None:
    found = await yard.ready("2")
    url = f"/shipments/{found['id']}/dispatch"
    answers = await asyncio.gather(*(logistics.api("POST", url, {}) for _n in range(4)))
    assert sorted(each.status_code for each in answers) == [200, 422, 422, 422]
    moved = (await logistics.api("GET", "/stock-movements", params={"lot": yard.soon, "kind": "ship"})).json()["items"]
    assert [each["quantity"] for each in moved] == ["2"]
    key = code("key-")
    back = [await logistics.api("POST", f"/shipments/{found['id']}/return", {"reason": "Refused"}, key=key)
            for _n in range(2)]  # fmt: skip
    assert [each.status_code for each in back] == [200, 200]
    assert await sums_are_right(engine, logistics, yard.material)


STORY: dict[str, Any] = {
    "pick": ("allocation", {}), "pack": ("packing", {"reason": "so be it"}), "ready": ("readiness", {}),
    "ship": ("dispatch", {}), "deliver": ("delivery", {"received_by": "K. Lindqvist"}),
    "return": ("return", {"reason": "Refused"}), "reopen": ("reopening", {}),
    "cancel": ("cancellation", {"reason": "Not now"}),
}  # fmt: skip


@pytest.mark.parametrize("state", rules.LIFE.states)
async def test_each_state_allows_its_verbs_and_refuses_all_others(yard: Yard, logistics: Person, state: str) -> None:
    """Every verb that is not allowed is refused by name; nothing has changed after all of them."""
    found = await at(yard, state)
    url = f"/shipments/{found['id']}"
    assert (found["state"], set(found["verbs"])) == (state, set(rules.LIFE.verbs_from(state)))
    for verb, (path, body) in STORY.items():
        if rules.LIFE.allows(verb, state) or (verb, state) == ("pick", "picking"):
            continue
        answer = await logistics.api("POST", f"{url}/{path}", body)
        assert (answer.status_code, answer.json()["code"]) == (422, "wrong-state"), (verb, state, answer.text)
    now = (await logistics.api("GET", url)).json()
    assert (now["state"], now["picks"], now["units"]) == (state, found["picks"], found["units"])


async def at(yard: Yard, state: str) -> dict[str, Any]:
    ways = {"draft": yard.shipment, "picking": yard.picked, "packed": yard.packed, "ready": yard.ready,
            "shipped": yard.shipped, "delivered": yard.delivered}  # fmt: skip
    if state in ways:
        return await ways[state]("2")  # type: ignore[operator,no-any-return]
    before, verb = ("shipped", "return") if state == "returned" else ("draft", "cancel")
    found = await at(yard, before)
    path, body = STORY[verb]
    return await made(yard.logistics, f"/shipments/{found['id']}/{path}", body)


@pytest.mark.parametrize("verb", list(rules.LIFE.verbs))
def test_the_rules_say_the_same(verb: str) -> None:
    for state in rules.LIFE.states:
        assert bool(rules.may(verb, state)) == (state in rules.LIFE.verbs[verb][0])


async def test_strangers_and_readers(yard: Yard, stranger: Person, auditor: Person, operator: Person) -> None:
    found = await yard.picking("2")
    url, pick = f"/shipments/{found['id']}", found["picks"][0]["id"]
    assert (await stranger.api("GET", url)).status_code == 404
    assert (await stranger.see(f"{url}/picks")).status_code == 404
    assert (await auditor.see(f"{url}/picks")).status_code == 200
    assert (await auditor.api("POST", f"{url}/picks/{pick}/confirmation", {})).status_code == 403
    assert (await operator.api("GET", url)).status_code == 403
