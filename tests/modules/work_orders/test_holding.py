"""Putting an order on hold, and what may be done to it then."""

from __future__ import annotations

from tests.cast import Person
from tests.factories.plant import SmallFactory
from tests.modules.work_orders.test_the_main_job import released


async def test_a_hold_pauses_what_runs_and_refuses_reports(
    planner: Person, supervisor: Person, operator: Person, factory: SmallFactory
):
    number = await released(planner, factory)
    at = f"/work-orders/{number}"
    await operator.api("POST", f"{at}/operations/10/reports", {"quantity": 1})
    held = await supervisor.api("POST", f"{at}/hold", {"reason": "Stress test failed"})
    assert held.json()["state"] == "on_hold"
    assert held.json()["operations"][0]["state"] == "paused"
    refused = await operator.api("POST", f"{at}/operations/10/reports", {"quantity": 1})
    assert refused.status_code == 422
    assert "on hold" in refused.json()["detail"]
    resumed = await supervisor.api("POST", f"{at}/resume", {})
    assert resumed.json()["state"] == "in_progress"
    assert (await operator.api("POST", f"{at}/operations/10/reports", {"quantity": 1})).status_code == 201


async def test_a_hold_needs_a_reason(planner: Person, supervisor: Person, factory: SmallFactory):
    number = await released(planner, factory)
    answer = await supervisor.api("POST", f"/work-orders/{number}/hold", {"reason": ""})
    assert answer.status_code == 422
    assert "reason" in answer.json()["errors"]


async def test_a_started_order_is_closed_short_not_cancelled(
    planner: Person, operator: Person, supervisor: Person, factory: SmallFactory
):
    number = await released(planner, factory)
    at = f"/work-orders/{number}"
    await operator.api("POST", f"{at}/operations/10/reports", {"quantity": 4})
    refused = await supervisor.api("POST", f"{at}/cancel", {"reason": "customer changed their mind"})
    assert refused.status_code == 422
    assert "short" in refused.json()["detail"]
    closed = (await supervisor.api("POST", f"{at}/short-close", {"reason": "customer changed their mind"})).json()
    assert closed["state"] == "short_closed"
    assert {operation["state"] for operation in closed["operations"]} == {"done"}


async def test_a_finished_order_is_reopened_only_with_a_reason(
    planner: Person, operator: Person, supervisor: Person, factory: SmallFactory
):
    number = await released(planner, factory, "2")
    at = f"/work-orders/{number}"
    for sequence in (10, 20, 30):
        await operator.api("POST", f"{at}/operations/{sequence}/reports", {"quantity": 1})
        await operator.api("POST", f"{at}/operations/{sequence}/finish", {"reason": "only one was there"})
    assert (await planner.api("GET", at)).json()["state"] == "completed"
    assert (await supervisor.api("POST", f"{at}/reopen", {})).status_code == 422
    reopened = (await supervisor.api("POST", f"{at}/reopen", {"reason": "one more is needed"})).json()
    assert reopened["state"] == "in_progress"


async def test_everything_scrapped_ends_as_failed(planner: Person, operator: Person, factory: SmallFactory):
    number = await released(planner, factory, "2")
    at = f"/work-orders/{number}"
    await operator.api("POST", f"{at}/operations/10/reports", {"quantity": 2, "kind": "scrap", "reason": "burr"})
    await operator.api("POST", f"{at}/operations/10/finish", {"reason": "all bad"})
    after = (await planner.api("GET", at)).json()
    assert (after["state"], after["scrap"]) == ("failed", "2")
    assert [operation["state"] for operation in after["operations"]] == ["done", "skipped", "skipped"]
