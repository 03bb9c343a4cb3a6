"""Review, release and what a release does to the bills beside it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.cast import Person
from tests.modules.bom.test_pages import bill, make


@pytest.fixture(scope="module")
async def parts(planner: Person) -> None:
    await planner.api("POST", "/units", {"code": "BPC", "name": "BPC", "dimension": "count"})
    for number, kind in (("LIFE-CART", "make"), ("LIFE-NUT", "buy"), ("LIFE-BOLT", "buy"), ("LIFE-VAN", "make")):
        await make(planner, number, kind)


async def test_what_is_in_review_waits_for_an_answer(planner: Person, stranger: Person, parts: None) -> None:
    made = await bill(planner, "LIFE-CART", release=False)
    path = f"/bom/{made['id']}"
    empty = await planner.api("POST", path + "/submission")
    assert "Add at least one line before you submit it" in empty.json()["detail"]
    await planner.api("POST", path + "/lines", {"component": "LIFE-NUT", "quantity": "1"})
    assert (await stranger.api("POST", path + "/submission")).status_code in (403, 404)
    assert (await planner.api("POST", path + "/submission")).json()["state"] == "in_review"
    late = await planner.api("POST", path + "/lines", {"component": "LIFE-BOLT", "quantity": "1"})
    assert "Send it back before you change it" in late.json()["detail"]
    why = await planner.send(path + "/return")
    assert "Say what has to be mended" in why.text
    assert (await planner.send(path + "/return", reason="Two nuts, says the drawing")).status_code == 303
    assert "Sent back: Two nuts, says the drawing" in (await planner.see(path)).text
    again = await planner.api("POST", path + "/submission")
    assert (again.json()["state"], again.json()["review_note"]) == ("in_review", "")
    assert (await planner.api("POST", path + "/release")).json()["state"] == "released"


async def test_a_release_ends_the_one_before_on_the_day_before(planner: Person, parts: None) -> None:
    line = {"component": "LIFE-NUT", "quantity": "1"}
    old = await bill(planner, "LIFE-VAN", line, revision="A")
    new = await bill(planner, "LIFE-VAN", line, revision="B", valid_from="2031-06-01", release=False)
    shown = await planner.see(f"/bom/{new['id']}")
    assert "When this is released: Revision A will end on 31 May 2031." in shown.text
    released = await planner.send(f"/bom/{new['id']}/release")
    assert released.status_code == 303
    assert "Released. Revision A now ends on 31 May 2031" in (await planner.see(f"/bom/{new['id']}")).text
    before = (await planner.api("GET", f"/bom/{old['id']}")).json()
    assert (before["state"], before["valid_to"]) == ("released", "2031-05-31")
    third = await bill(planner, "LIFE-VAN", line, revision="C", valid_from="2031-06-01", release=False)
    answer = (await planner.api("POST", f"/bom/{third['id']}/release")).json()
    assert answer["notice"] == "Revision B is superseded"
    vehicle = (await planner.api("GET", f"/bom/{old['id']}")).json()["material_id"]
    for shift, revision in ((-2, "A"), (-1, "A"), (0, "C"), (1, "C")):
        day = date(2031, 6, 1) + timedelta(days=shift)
        tree = await planner.api("GET", f"/materials/{vehicle}/bom", params={"on": day.isoformat()})
        assert tree.json()["revision"] == revision, day
