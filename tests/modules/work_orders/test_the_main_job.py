"""A planner releases an order, an operator makes it, by the JSON API alone."""

from __future__ import annotations

from typing import Any

from tests.cast import Person
from tests.factories.plant import SmallFactory


async def planned(planner: Person, factory: SmallFactory, quantity: str = "10") -> dict[str, Any]:
    answer = await planner.api(
        "POST", "/work-orders", {"material": factory.frame, "quantity": quantity, "due_at": "2030-01-15T16:00:00"}
    )
    assert answer.status_code == 201, answer.text
    return answer.json()


async def released(planner: Person, factory: SmallFactory, quantity: str = "10") -> str:
    order = await planned(planner, factory, quantity)
    answer = await planner.api("POST", f"/work-orders/{order['number']}/release", {})
    assert answer.status_code == 200, answer.text
    return order["number"]


async def test_an_order_is_made_from_planned_to_finished(planner: Person, operator: Person, factory: SmallFactory):
    order = await planned(planner, factory)
    assert order["number"].startswith("WO-")
    assert order["state"] == "planned"
    assert [operation["sequence"] for operation in order["operations"]] == [10, 20, 30]
    assert order["materials"][0]["needed"] == "20"
    at = f"/work-orders/{order['number']}"
    assert (await planner.api("POST", f"{at}/release", {})).json()["state"] == "released"
    for sequence in (10, 20, 30):
        started = await operator.api("POST", f"{at}/operations/{sequence}/start", {})
        assert started.status_code == 200, started.text
        scrap = 1 if sequence == 10 else 0
        good = await operator.api(
            "POST", f"{at}/operations/{sequence}/reports", {"quantity": "9" if sequence > 10 else "9"}
        )
        assert good.status_code == 201, good.text
        if scrap:
            bad = await operator.api(
                "POST", f"{at}/operations/{sequence}/reports", {"quantity": 1, "kind": "scrap", "reason": "burr"}
            )
            assert bad.json()["scrap"] == "1"
        finished = await operator.api("POST", f"{at}/operations/{sequence}/finish", {})
        assert finished.status_code == 200, finished.text
    after = (await planner.api("GET", at)).json()
    assert (after["state"], after["good"], after["scrap"]) == ("completed", "9", "1")
    assert (await planner.api("POST", f"{at}/close", {})).json()["state"] == "closed"


async def test_scrap_needs_a_reason(planner: Person, operator: Person, factory: SmallFactory):
    number = await released(planner, factory)
    answer = await operator.api(
        "POST", f"/work-orders/{number}/operations/10/reports", {"quantity": 1, "kind": "scrap"}
    )
    assert answer.status_code == 422
    assert "reason" in answer.json()["errors"]


async def test_nothing_can_be_reported_before_pieces_arrive(planner: Person, operator: Person, factory: SmallFactory):
    number = await released(planner, factory)
    answer = await operator.api("POST", f"/work-orders/{number}/operations/20/start", {})
    assert answer.status_code == 422
    assert "before" in answer.json()["detail"]


async def test_more_than_arrived_is_refused_with_what_is_there(
    planner: Person, operator: Person, factory: SmallFactory
):
    number = await released(planner, factory)
    await operator.api("POST", f"/work-orders/{number}/operations/10/reports", {"quantity": 4})
    answer = await operator.api("POST", f"/work-orders/{number}/operations/20/reports", {"quantity": 5})
    assert answer.status_code == 422
    assert "4" in answer.json()["errors"]["quantity"]


async def test_a_hundred_and_three_of_a_hundred_is_accepted_and_a_hundred_and_six_is_not(
    planner: Person, operator: Person, factory: SmallFactory
):
    number = await released(planner, factory, "100")
    assert (
        await operator.api("POST", f"/work-orders/{number}/operations/10/reports", {"quantity": 103})
    ).status_code == 201
    refused = await operator.api("POST", f"/work-orders/{number}/operations/10/reports", {"quantity": 3})
    assert refused.status_code == 422
    assert refused.json()["code"] == "over-report"


async def test_the_same_key_reports_once(planner: Person, operator: Person, factory: SmallFactory):
    number = await released(planner, factory)
    path = f"/work-orders/{number}/operations/10/reports"
    first = await operator.api("POST", path, {"quantity": 2}, key="touch-1-" + number)
    again = await operator.api("POST", path, {"quantity": 2}, key="touch-1-" + number)
    other = await operator.api("POST", path, {"quantity": 3}, key="touch-1-" + number)
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert again.headers["idempotent-replayed"] == "true"
    assert other.status_code == 422
    now = (await operator.api("GET", f"/work-orders/{number}/operations/10")).json()
    assert now["good"] == "2"


async def test_a_stranger_sees_nothing_of_it(planner: Person, stranger: Person, factory: SmallFactory):
    number = await released(planner, factory)
    foreign = await stranger.api("GET", f"/work-orders/{number}")
    missing = await stranger.api("GET", "/work-orders/WO-99999999")
    assert foreign.status_code == missing.status_code == 404
    assert foreign.json()["detail"] == missing.json()["detail"]


async def test_an_operator_may_not_release(planner: Person, operator: Person, factory: SmallFactory):
    order = await planned(planner, factory)
    answer = await operator.api("POST", f"/work-orders/{order['number']}/release", {})
    assert answer.status_code == 403
    assert answer.json()["permission"] == "work_orders:release"


async def test_who_types_a_name_without_a_list_is_told_the_numbers(planner: Person, factory: SmallFactory):
    """Without scripts a combobox is a text field: it takes a number, and names what a few words could mean."""
    number = factory.frame.replace("FR", "CARGO")
    material = {"number": number, "name": f"Cargo frame {number[-6:]}", "type": "make", "unit": "EA"}
    await planner.api("POST", "/materials", material)
    typed = {"material": f"cargo {number[-6:]}", "quantity": "1", "due_at": "2027-01-15T16:00"}
    answer = await planner.send("/work-orders", **typed)
    assert answer.status_code == 422
    assert f"Similar: {number}" in answer.text
    assert f'value="{typed["material"]}"' in answer.text
    assert (await planner.send("/work-orders", **{**typed, "material": number})).status_code == 303
