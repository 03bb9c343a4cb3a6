"""Entries of the log are said anew: numbers, states and history follow, and nobody loses what was said before."""

from __future__ import annotations

import asyncio
from decimal import Decimal
from typing import Any

from tests.cast import Person
from tests.factories.plant import SmallFactory
from tests.modules.floor.test_touches import touch
from tests.modules.work_orders.test_the_main_job import planned


async def released(planner: Person, factory: SmallFactory, quantity: str = "10") -> str:
    """An order on the floor, whatever its material."""
    number = (await planned(planner, factory, quantity))["number"]
    answer = await planner.api("POST", f"/work-orders/{number}/release", {"accept_shortage": True})
    assert answer.status_code == 200, answer.text
    return str(number)


async def report(who: Person, number: str, sequence: int, **said: Any) -> str:
    """The id of the entry."""
    answer = await who.api("POST", f"/work-orders/{number}/operations/{sequence}/reports", said)
    assert answer.status_code == 201, answer.text
    return answer.json()["entry_id"]


async def finish(who: Person, number: str, sequence: int, reason: str = "") -> None:
    answer = await who.api("POST", f"/work-orders/{number}/operations/{sequence}/finish", {"reason": reason})
    assert answer.status_code == 200, answer.text


async def operation(who: Person, number: str, sequence: int) -> dict[str, Any]:
    return (await who.api("GET", f"/work-orders/{number}/operations/{sequence}")).json()


async def correct(who: Person, entry: str, **said: Any) -> Any:
    return await who.api("POST", f"/production-logs/{entry}/correction", {"why": "Counted again", **said})


async def finished(planner: Person, operator: Person, factory: SmallFactory, made: str = "10") -> tuple[str, str]:
    """An order whose three operations made the same number; its last report."""
    number, entry = await released(planner, factory), ""
    for sequence in (10, 20, 30):
        entry = await report(operator, number, sequence, quantity=made)
        await finish(operator, number, sequence, "the rest later")
    return number, entry


async def test_yesterdays_48_become_46_and_both_stay_in_the_log(
    planner: Person, operator: Person, supervisor: Person, factory: SmallFactory
) -> None:
    number = await released(planner, factory, "100")
    entry = await report(operator, number, 10, quantity="48", occurred_at="2026-01-05T08:00:00Z")
    answer = await correct(supervisor, entry, quantity="46")
    assert answer.status_code == 201, answer.text
    assert (await operation(operator, number, 10))["good"] == "46"
    assert (await operation(operator, number, 20))["arrived"] == "46"
    log = (await operator.api("GET", f"/work-orders/{number}/operations/10/reports")).json()
    told = [(row["quantity"], row["operator"], row["entered_by"]) for row in log if row["kind"] == "good"]
    assert told == [("46", operator.name, supervisor.name), ("-48", operator.name, supervisor.name),
                    ("48", operator.name, "")]  # fmt: skip
    assert len({row["occurred_at"] for row in log if row["kind"] == "good"}) == 1, "they count for the same moment"


async def test_figures_are_shown_as_reported_and_as_corrected(
    planner: Person, operator: Person, supervisor: Person, factory: SmallFactory
) -> None:
    number = await released(planner, factory)
    await correct(supervisor, await report(operator, number, 10, quantity="5"), quantity="4")
    page = (await supervisor.api("GET", f"/work-orders/{number}/reports")).json()
    good = next(each for each in page["figures"] if each["kind"] == "good")
    assert (good["reported"], good["corrected"]) == ("5", "4")
    for figures, expected in (("reported", ["5"]), ("corrected", ["4"])):
        found = await supervisor.api("GET", f"/production-logs?order={number}&kind=good&figures={figures}")
        assert [row["quantity"] for row in found.json()["items"]] == expected


async def test_the_preview_says_in_numbers_what_changes_and_changes_nothing(
    planner: Person, operator: Person, supervisor: Person, factory: SmallFactory
) -> None:
    number, entry = await finished(planner, operator, factory)
    asked = f"/production-logs/{entry}/correction/preview"
    seen = (await supervisor.api("POST", asked, {"quantity": "8"})).json()
    effects = {each["label"]: (each["before"], each["after"]) for each in seen["effects"]}
    assert effects["30 Final, good"] == ("10", "8")
    assert effects["Order, good"] == ("10", "8")
    lies = Decimal(effects[f"Stock of {factory.frame}"][0])
    assert Decimal(effects[f"Stock of {factory.frame}"][1]) == lies - 2
    assert any("stays finished, with 2 fewer" in said for said in seen["sentences"])
    seen = (await supervisor.api("POST", asked, {"quantity": "8", "reopen": True})).json()
    assert any("opened again" in said for said in seen["sentences"])
    order = (await planner.api("GET", f"/work-orders/{number}")).json()
    assert (order["good"], order["state"]) == ("10", "completed")


async def test_the_page_shows_the_same_before_it_saves(
    planner: Person, operator: Person, supervisor: Person, factory: SmallFactory
) -> None:
    number, entry = await finished(planner, operator, factory)
    at = f"/production-logs/{entry}/correction"
    page = await supervisor.see(at, quantity="8", kind="good")
    assert page.status_code == 200
    assert "Order, good" in page.text
    fragment = await supervisor.fragment(at, "correction-preview", quantity="8", kind="good")
    assert "<html" not in fragment.text
    assert "Order, good" in fragment.text
    silent = await supervisor.send(at, quantity="8", kind="good", why="")
    assert silent.status_code == 422
    assert "Say why" in silent.text
    sent = await supervisor.send(at, quantity="8", kind="good", why="Two were burnt")
    assert sent.headers["location"] == f"/work-orders/{number}/reports"


async def test_a_finished_order_stays_finished_or_is_opened_again_as_one_says(
    planner: Person, operator: Person, supervisor: Person, factory: SmallFactory
) -> None:
    number, entry = await finished(planner, operator, factory)
    assert (await correct(supervisor, entry, quantity="9")).status_code == 201
    order = (await planner.api("GET", f"/work-orders/{number}")).json()
    assert (order["state"], order["good"]) == ("completed", "9")
    again = (await operator.api("GET", f"/work-orders/{number}/operations/30/reports")).json()
    newest = next(row["id"] for row in again if row["quantity"] == "9")
    assert (await correct(supervisor, newest, quantity="8", reopen=True)).status_code == 201
    order = (await planner.api("GET", f"/work-orders/{number}")).json()
    assert (order["state"], order["good"]) == ("in_progress", "8")
    assert (await operation(operator, number, 30))["state"] == "ready"
    await report(operator, number, 30, quantity="2")


async def test_taking_everything_back_leaves_a_failed_order_and_says_so(
    planner: Person, operator: Person, supervisor: Person, factory: SmallFactory
) -> None:
    number, entry = await finished(planner, operator, factory)
    seen = (await supervisor.api("POST", f"/production-logs/{entry}/correction/preview", {"quantity": "0"})).json()
    assert any("counts as failed" in said for said in seen["sentences"])
    assert (await correct(supervisor, entry, quantity="0")).status_code == 201
    assert (await planner.api("GET", f"/work-orders/{number}")).json()["state"] == "failed"


async def test_a_correction_is_not_undone_at_a_tablet(
    planner: Person, operator: Person, supervisor: Person, factory: SmallFactory
) -> None:
    number = await released(planner, factory)
    await correct(supervisor, await report(operator, number, 10, quantity="3"), quantity="2")
    log = (await operator.api("GET", f"/work-orders/{number}/operations/10/reports")).json()
    instead = next(row["id"] for row in log if row["quantity"] == "2")
    job = f"/floor/operations/{(await operation(operator, number, 10))['id']}"
    assert (await touch(operator, f"{job}/undo", {"key": instead})).json()["code"] == "not-yours"


async def test_two_corrections_of_one_entry_end_with_one_winner(
    planner: Person, operator: Person, supervisor: Person, factory: SmallFactory
) -> None:
    number = await released(planner, factory)
    entry = await report(operator, number, 10, quantity="9")
    answers = await asyncio.gather(*(correct(supervisor, entry, quantity=str(n)) for n in (5, 6, 7, 8)))
    assert sorted(answer.status_code for answer in answers) == [201, 422, 422, 422]
    good = (await operation(operator, number, 10))["good"]
    assert (await operation(operator, number, 20))["arrived"] == good


async def test_pieces_the_next_operation_used_are_refused_in_words(
    planner: Person, operator: Person, supervisor: Person, factory: SmallFactory
) -> None:
    number = await released(planner, factory)
    entry = await report(operator, number, 10, quantity="6")
    await report(operator, number, 20, quantity="5")
    refused = await correct(supervisor, entry, quantity="4")
    assert (refused.status_code, refused.json()["code"]) == (422, "used")
    assert "20 Welding has already used these pieces" in refused.json()["errors"]["quantity"]
    assert (await operation(operator, number, 10))["good"] == "6"
    assert (await correct(supervisor, entry, quantity="5")).status_code == 201


async def test_more_than_came_before_cannot_be_right(
    planner: Person, operator: Person, supervisor: Person, factory: SmallFactory
) -> None:
    number = await released(planner, factory)
    await report(operator, number, 10, quantity="6")
    entry = await report(operator, number, 20, quantity="5")
    refused = await correct(supervisor, entry, quantity="8")
    assert (refused.status_code, refused.json()["code"]) == (422, "over-arrived")


async def test_more_than_expected_is_said_on_purpose(
    planner: Person, operator: Person, supervisor: Person, factory: SmallFactory
) -> None:
    number = await released(planner, factory)
    entry = await report(operator, number, 10, quantity="9")
    assert (await correct(supervisor, entry, quantity="15")).json()["code"] == "over-report"
    assert (await correct(supervisor, entry, quantity="15", accept_over=True)).status_code == 201


async def test_good_becomes_scrap_and_the_order_counts_it(
    planner: Person, operator: Person, supervisor: Person, factory: SmallFactory
) -> None:
    number = await released(planner, factory)
    entry = await report(operator, number, 10, quantity="3")
    assert "reason" in (await correct(supervisor, entry, quantity="3", kind="scrap")).json()["errors"]
    assert (await correct(supervisor, entry, quantity="3", kind="scrap", reason="burr")).status_code == 201
    now = await operation(operator, number, 10)
    assert (now["good"], now["scrap"]) == ("0", "3")
    assert (await planner.api("GET", f"/work-orders/{number}")).json()["scrap"] == "3"
    assert (await operation(operator, number, 20))["state"] == "pending", "nothing is left to work on there"


async def test_an_order_of_which_nothing_was_good_lives_again(
    planner: Person, operator: Person, supervisor: Person, factory: SmallFactory
) -> None:
    number = await released(planner, factory)
    entry = await report(operator, number, 10, quantity="10", kind="scrap", reason="burr")
    await finish(operator, number, 10)
    assert (await planner.api("GET", f"/work-orders/{number}")).json()["state"] == "failed"
    assert (await correct(supervisor, entry, quantity="10", kind="good")).status_code == 201
    order = (await planner.api("GET", f"/work-orders/{number}")).json()
    assert (order["state"], order["good"], order["scrap"]) == ("in_progress", "0", "0")
    assert (await operation(operator, number, 20))["state"] == "ready"
    assert (await operation(operator, number, 20))["arrived"] == "10"


async def test_what_was_taken_back_is_corrected_where_it_went(
    planner: Person, operator: Person, supervisor: Person, factory: SmallFactory
) -> None:
    number = await released(planner, factory)
    entry = await report(operator, number, 10, quantity="3")
    reversal = (await correct(supervisor, entry, quantity="2")).json()["entry"]
    assert (await correct(supervisor, entry, quantity="1")).json()["code"] == "already-undone"
    assert (await correct(supervisor, reversal["id"], quantity="1")).json()["code"] == "is-reversal"
    assert (await correct(supervisor, entry, quantity="0")).status_code == 422
    start = (await operator.api("GET", f"/work-orders/{number}/operations/10/reports")).json()[-1]
    assert (await correct(supervisor, start["id"], quantity="1")).json()["code"] == "not-counted"


async def test_a_closed_order_is_settled(
    planner: Person, operator: Person, supervisor: Person, factory: SmallFactory
) -> None:
    number, entry = await finished(planner, operator, factory)
    await planner.api("POST", f"/work-orders/{number}/close", {})
    refused = await correct(supervisor, entry, quantity="8")
    assert (refused.status_code, refused.json()["code"]) == (422, "wrong-state")


async def test_only_those_who_may_correct(
    planner: Person, operator: Person, other_admin: Person, supervisor: Person, factory: SmallFactory
) -> None:
    number = await released(planner, factory)
    entry = await report(operator, number, 10, quantity="3")
    assert (await correct(operator, entry, quantity="2")).status_code == 403
    assert (await correct(other_admin, entry, quantity="2")).status_code in (403, 404)


async def test_pieces_set_aside_wait_for_a_decision(
    planner: Person, operator: Person, supervisor: Person, factory: SmallFactory
) -> None:
    number = await released(planner, factory)
    entry = await report(operator, number, 10, quantity="5", kind="hold", reason="burr")
    now = await operation(operator, number, 10)
    assert (now["held"], now["good"]) == ("5", "0")
    decided = await supervisor.api(
        "POST", f"/production-logs/{entry}/decision", {"good": "2", "scrap": "1", "note": "Measured"}
    )
    assert decided.status_code == 201, decided.text
    now = await operation(operator, number, 10)
    assert (now["held"], now["good"], now["scrap"]) == ("2", "2", "1")
    assert (await operation(operator, number, 20))["arrived"] == "2"
    rest = next(row["id"] for row in decided.json()["beside"] if row["kind"] == "hold" and row["quantity"] == "2")
    too_many = await supervisor.api("POST", f"/production-logs/{rest}/decision", {"rework": "3"})
    assert too_many.json()["code"] == "over-held"
    await supervisor.api("POST", f"/production-logs/{rest}/decision", {"rework": "2"})
    now = await operation(operator, number, 10)
    assert (now["held"], now["rework"], now["good"]) == ("0", "2", "2")


async def test_reworked_pieces_come_again_and_are_not_counted_twice(
    planner: Person, operator: Person, factory: SmallFactory
) -> None:
    number = await released(planner, factory)
    await report(operator, number, 10, quantity="10")
    await report(operator, number, 20, quantity="4", kind="rework", reason="burr")
    await report(operator, number, 20, quantity="10")
    now = await operation(operator, number, 20)
    assert (now["good"], now["rework"], now["arrived"]) == ("10", "4", "10")
    refused = await operator.api("POST", f"/work-orders/{number}/operations/20/reports",
                                 {"quantity": "1", "kind": "rework", "reason": "burr"})  # fmt: skip
    assert refused.status_code == 422
