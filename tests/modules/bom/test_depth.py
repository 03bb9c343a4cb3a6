"""Alternates, products beside the material, lossy operations, comparison, whole bills, and the day an order starts."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cast import Person
from tests.modules.bom.test_pages import bill, make

NUMBERS = ("DEEP-CAR", "DEEP-KIT", "DEEP-INNER")


@pytest.fixture(scope="module")
async def car(planner: Person) -> dict[str, Any]:
    """A car of a phantom kit that holds a phantom again; from 1 June 2031 the new bolt, before it the old one."""
    await planner.api("POST", "/units", {"code": "BPC", "name": "BPC", "dimension": "count"})
    for number in ("DEEP-OLD", "DEEP-NEW", "DEEP-ALT", "DEEP-NUT", "DEEP-SLUG"):
        await make(planner, number, "buy")
    await make(planner, "DEEP-CAR", lead_days=10)
    for number in ("DEEP-KIT", "DEEP-INNER"):
        await make(planner, number, phantom=True)
    inner = await bill(
        planner,
        "DEEP-INNER",
        {"component": "DEEP-OLD", "quantity": "2", "valid_to": "2031-05-31"},
        {"component": "DEEP-NEW", "quantity": "2", "valid_from": "2031-06-01"},
    )
    await bill(planner, "DEEP-KIT", {"component": "DEEP-INNER", "quantity": "2"})
    top = await bill(planner, "DEEP-CAR", {"component": "DEEP-KIT", "quantity": "1", "operation": 10})
    return {"inner": inner, "top": top}


@pytest.mark.parametrize(
    ("said", "takes"),
    [
        ({"due_at": "2031-07-20T12:00:00", "starts_on": "2031-05-31"}, "DEEP-OLD"),
        ({"due_at": "2031-07-20T12:00:00", "starts_on": "2031-06-01"}, "DEEP-NEW"),
        ({"due_at": "2031-07-20T12:00:00"}, "DEEP-NEW"),
        ({"due_at": "2031-06-05T12:00:00"}, "DEEP-OLD"),
        ({"due_at": "2031-06-10T12:00:00"}, "DEEP-OLD"),
        ({"due_at": "2031-06-11T12:00:00"}, "DEEP-NEW"),
    ],
)
async def test_an_order_takes_what_is_valid_on_the_day_it_starts(
    planner: Person, car: dict[str, Any], said: dict[str, str], takes: str
) -> None:
    made = await planner.api("POST", "/work-orders", {"material": "DEEP-CAR", "quantity": "3", **said})
    assert made.status_code == 201, made.text
    order = (await planner.api("GET", f"/work-orders/{made.json()['number']}")).json()
    assert [(row["number"], row["needed"], row["operation"]) for row in order["materials"]] == [(takes, "12", 10)]


async def test_an_order_is_offered_approved_alternates_only(
    planner: Person, operator: Person, car: dict[str, Any]
) -> None:
    path = f"/bom/{car['inner']['id']}/lines/{car['inner']['lines'][1]['id']}/alternates"
    made = await planner.send(path, component="DEEP-ALT", ratio="1.5", valid_to="2031-12-31")
    assert made.status_code == 303, made.text
    twice = await planner.send(path, component="DEEP-ALT")
    assert "DEEP-ALT is an alternate already" in twice.text
    itself = await planner.send(path, component="DEEP-NEW")
    assert "This is the component itself" in itself.text
    order = {"material": "DEEP-CAR", "quantity": "1", "due_at": "2031-09-20T12:00:00"}

    async def offered(due: str) -> list[tuple[str, str]]:
        number = (await planner.api("POST", "/work-orders", {**order, "due_at": due})).json()["number"]
        rows = (await planner.api("GET", f"/work-orders/{number}")).json()["materials"]
        return [(each["number"], each["needed"]) for each in rows[0]["alternates"]]

    assert await offered("2031-09-20T12:00:00") == []
    alternate = (await planner.api("GET", path)).json()["alternates"][0]
    assert alternate["state"] == "proposed"
    assert "Approve" in (await planner.see(path)).text
    assert (await operator.api("POST", f"{path}/{alternate['id']}/approval")).status_code == 403
    assert (await planner.api("POST", f"{path}/{alternate['id']}/approval")).status_code == 200
    assert await offered("2031-09-20T12:00:00") == [("DEEP-ALT", "6")]
    assert await offered("2032-02-20T12:00:00") == [], "its last day is over"
    again = await planner.api("POST", f"{path}/{alternate['id']}/approval")
    assert again.json()["code"] == "wrong-state"
    await planner.api("POST", f"{path}/{alternate['id']}/withdrawal")
    assert await offered("2031-09-20T12:00:00") == []
    assert (await planner.see(path)).status_code == 200


async def test_shares_of_the_cost_never_exceed_the_whole(
    planner: Person, stranger: Person, car: dict[str, Any]
) -> None:
    path = f"/bom/{car['top']['id']}/outputs"
    first = await planner.api("POST", path, {"material": "DEEP-SLUG", "quantity": "1", "cost_share": "70"})
    assert (first.status_code, first.json()["outputs"][0]["cost_share"]) == (201, "70")
    over = await planner.api(
        "POST", path, {"material": "DEEP-NUT", "quantity": "1", "cost_share": "30.1", "kind": "by"}
    )
    assert "30 % are left" in over.json()["errors"]["cost_share"]
    own = await planner.api("POST", path, {"material": "DEEP-CAR", "quantity": "1"})
    assert "comes out of this bill already" in own.json()["errors"]["material"]
    assert (await stranger.api("POST", path, {"material": "X", "quantity": "1"})).status_code in (403, 404)
    output = first.json()["outputs"][0]["id"]
    assert (await planner.api("DELETE", f"{path}/{output}")).json()["outputs"] == []


async def test_what_an_operation_loses_is_taken_on_top(planner: Person, car: dict[str, Any]) -> None:
    await make(planner, "DEEP-LOSSY")
    lines = [{"component": "DEEP-NUT", "quantity": "1", "operation": n} for n in (10, 20, 30)]
    made = await bill(planner, "DEEP-LOSSY", *lines, {"component": "DEEP-OLD", "quantity": "1"})
    for operation, scrap in ((20, "20"), (30, "50")):
        answer = await planner.api("POST", f"/bom/{made['id']}/losses", {"operation": operation, "scrap": scrap})
        assert answer.status_code == 201, answer.text
    tree = (await planner.api("GET", f"/bom/{made['id']}/tree", params={"quantity": "4"})).json()
    assert [row["quantity"] for row in tree["rows"]] == ["10", "10", "8", "10"]
    wrong = await planner.send(f"/bom/{made['id']}/losses", operation="10", scrap="100")
    assert "100 %" in wrong.text
    none = await planner.api("POST", f"/bom/{made['id']}/losses", {"operation": 20, "scrap": "0"})
    assert [loss["operation"] for loss in none.json()["losses"]] == [30]


async def test_two_revisions_are_compared_in_words(planner: Person, stranger: Person, car: dict[str, Any]) -> None:
    await make(planner, "DEEP-PAIR")
    kept = {"component": "DEEP-NUT", "quantity": "1"}
    await bill(
        planner,
        "DEEP-PAIR",
        kept,
        {"component": "DEEP-OLD", "quantity": "2"},
        {"component": "DEEP-ALT", "quantity": "1"},
    )
    changed = {"component": "DEEP-OLD", "quantity": "3", "scrap": "5"}
    new = await bill(
        planner, "DEEP-PAIR", kept, changed, {"component": "DEEP-NEW", "quantity": "1"}, revision="B", release=False
    )
    said = (await planner.api("GET", f"/bom/{new['id']}/comparison")).json()
    assert {row["component"]: row["words"] for row in said["differences"]} == {
        "DEEP-OLD": ["Quantity 2 BPC → 3 BPC", "Scrap 0 % → 5 %"],
        "DEEP-ALT": ["Removed"],
        "DEEP-NEW": ["Added"],
    }
    assert (said["same"], said["left"]["revision"], said["right"]["revision"]) == (1, "A", "B")
    page = await planner.see(f"/bom/{new['id']}/comparison")
    assert "Quantity 2 BPC → 3 BPC" in page.text
    assert (await stranger.see(f"/bom/{new['id']}/comparison")).status_code == 404


async def test_another_system_puts_a_whole_bill(planner: Person, car: dict[str, Any]) -> None:
    await make(planner, "DEEP-WHOLE")
    body = {
        "material": "DEEP-WHOLE",
        "revision": "E",
        "lines": [{"component": "DEEP-NUT", "quantity": "1"}, {"component": "DEEP-OLD", "quantity": "2"}],
    }
    first = (await planner.api("PUT", "/bom", body)).json()
    body["lines"] = [{"component": "DEEP-NUT", "quantity": "5"}, {"component": "DEEP-NEW", "quantity": "1"}]
    second = (await planner.api("PUT", "/bom", body)).json()
    assert (second["id"], [(row["component"], row["quantity"]) for row in second["lines"]]) == (
        first["id"],
        [("DEEP-NUT", "5"), ("DEEP-NEW", "1")],
    )
    await planner.api("POST", f"/bom/{first['id']}/release")
    late = await planner.api("PUT", "/bom", body)
    assert late.status_code == 422
