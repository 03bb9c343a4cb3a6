"""Engineering changes: what they touch, and all their revisions released together or not at all."""

from __future__ import annotations

import pytest

from tests.cast import Person
from tests.modules.bom.test_pages import bill, make
from unison_web.modules.changes import rules


@pytest.fixture(scope="module")
async def hubs(planner: Person) -> dict[str, str]:
    """Two hubs with an open bearing, in a wheel each; a new revision of both takes the sealed one."""
    await planner.api("POST", "/units", {"code": "BPC", "name": "BPC", "dimension": "count"})
    for number, kind in (("EC-OPEN", "buy"), ("EC-SEALED", "buy"), ("EC-FRONT", "make"), ("EC-REAR", "make")):
        await make(planner, number, kind)
    await make(planner, "EC-WHEEL")
    found = {}
    for number in ("EC-FRONT", "EC-REAR"):
        await bill(planner, number, {"component": "EC-OPEN", "quantity": "2"})
        new = await bill(
            planner, number, {"component": "EC-SEALED", "quantity": "2"}, revision="B", valid_from="2031-06-01",
            release=False,
        )  # fmt: skip
        found[number] = new["id"]
    await bill(planner, "EC-WHEEL", {"component": "EC-FRONT", "quantity": "1"})
    order = {"material": "EC-FRONT", "quantity": "5", "due_at": "2031-05-10T12:00:00"}
    found["order"] = (await planner.api("POST", "/work-orders", order)).json()["number"]
    return found


async def test_a_change_names_what_it_touches_and_releases_everything_together(
    planner: Person, operator: Person, stranger: Person, hubs: dict[str, str]
) -> None:
    made = await planner.send("/engineering-changes", title="Sealed bearings", reason="Water in 14 wheels")
    path = made.headers["location"]
    early = await planner.api("POST", path + "/submission")
    assert "Add at least one new revision first" in early.json()["detail"]
    wrong = await planner.send(path + "/bills", material="EC-FRONT", revision="Q")
    assert "There is no revision Q of this bill" in wrong.text
    valid = await planner.send(path + "/bills", material="EC-FRONT", revision="A")
    assert "Revision A is not a draft" in valid.text
    for number in ("EC-FRONT", "EC-REAR"):
        assert (await planner.send(path + "/bills", material=number, revision="B")).status_code == 303
    said = (await planner.api("GET", path)).json()
    assert [(each["material"], each["old_revision"], each["revision"]) for each in said["bills"]] == [
        ("EC-FRONT", "A", "B"),
        ("EC-REAR", "A", "B"),
    ]
    assert [each["number"] for each in said["orders"]] == [hubs["order"]]
    assert [each["number"] for each in said["products"]] == ["EC-WHEEL"]
    page = await planner.see(path)
    assert "Water in 14 wheels" in page.text
    assert (await stranger.see(path)).status_code == 404
    assert (await operator.see(path)).status_code == 403
    await planner.api("POST", path + "/submission")
    silent = await planner.send(path + "/rejection")
    assert "Say why it is rejected" in silent.text
    await planner.send(path + "/rejection", reason="Which supplier?")
    assert (await planner.api("POST", path + "/reopening")).json()["state"] == "draft"
    for verb in ("submission", "approval"):
        assert (await planner.api("POST", f"{path}/{verb}")).status_code == 200
    released = (await planner.api("POST", path + "/release")).json()
    assert released["state"] == "released"
    assert "Revision A now ends on 31 May 2031" in released["notice"]
    for number in ("EC-FRONT", "EC-REAR"):
        assert (await planner.api("GET", f"/bom/{hubs[number]}")).json()["state"] == "released"


async def test_one_revision_that_cannot_be_released_stops_all(planner: Person, hubs: dict[str, str]) -> None:
    line = {"component": "EC-SEALED", "quantity": "1"}
    good = await bill(planner, "EC-FRONT", line, revision="C", valid_from="2032-01-01", release=False)
    gone = await bill(planner, "EC-REAR", line, revision="C", valid_from="2032-01-01", release=False)
    path = "/engineering-changes/" + (await planner.api("POST", "/engineering-changes", {"title": "Both"})).json()["id"]
    for number in ("EC-FRONT", "EC-REAR"):
        await planner.api("POST", path + "/bills", {"material": number, "revision": "C"})
    for verb in ("submission", "approval"):
        await planner.api("POST", f"{path}/{verb}")
    await planner.api("POST", f"/bom/{gone['id']}/retirement")
    assert (await planner.api("POST", path + "/release")).status_code == 422
    assert (await planner.api("GET", f"/bom/{good['id']}")).json()["state"] == "draft"
    assert (await planner.api("GET", path)).json()["state"] == "approved"


@pytest.mark.parametrize("state", rules.LIFE.states)
def test_a_change_moves_only_where_it_may(state: str) -> None:
    assert bool(rules.may_edit(state)) is (state == "draft")
    assert bool(rules.may("approve", state, 1)) is (state == "in_review")
    assert bool(rules.may("release", state, 1)) is (state == "approved")
    assert not rules.may("reject", "in_review", 1, " ")
