"""What is made reaches SAP once, in its order, and the floor never waits for it."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.factories.plant import SmallFactory
from tests.modules.production.test_corrections import correct, released, report
from tests.modules.sap.sending import sent
from unison_web.demo.sap.server import Sap


@pytest.fixture
async def order(connected: Person, planner: Person, factory: SmallFactory, sap: Sap) -> str:
    """An order on the floor that SAP knows under the same number."""
    number = await released(planner, factory, "50")
    sap.records.orders[number.rjust(12, "0")] = 50
    return number


async def messages(person: Person, order: str) -> list[dict[str, Any]]:
    """Oldest first."""
    found = (await person.api("GET", f"/sap/messages?q={order}")).json()["items"]
    return sorted(found, key=lambda row: row["id"])


def confirmed(sap: Sap) -> list[tuple[str, str]]:
    rows = sap.records.rows["ProdnOrdConf2"]
    return [(row["ConfirmationYieldQuantity"], row["ConfirmationScrapQuantity"]) for row in rows]


async def test_a_report_reaches_sap_with_its_document(
    connected: Person, operator: Person, order: str, sap: Sap, engine: AsyncEngine
):
    await report(operator, order, 10, quantity="7")
    assert sap.asked == [], "the report waited for nobody"
    [waiting] = await messages(connected, order)
    assert (waiting["state"], waiting["good"], waiting["unit"], waiting["operation"]) == ("waiting", "7", "PC", "0010")
    await sent(connected, engine)
    [done] = await messages(connected, order)
    assert (done["state"], done["document"]) == ("sent", "0000000001/1")
    assert confirmed(sap) == [("7", "0")]


async def test_sap_is_down_and_everything_drains_in_its_order(
    connected: Person, operator: Person, order: str, sap: Sap, engine: AsyncEngine
):
    for quantity in ("1", "2", "3", "4"):
        await report(operator, order, 10, quantity=quantity)
    sap.faults = {"500": 4}
    await sent(connected, engine)
    first = (await messages(connected, order))[0]
    assert (first["state"], first["error"]) == ("waiting", "An internal error occurred")
    assert confirmed(sap) == []
    sap.faults = {}
    await sent(connected, engine)
    assert [good for good, _bad in confirmed(sap)] == ["1", "2", "3", "4"]
    assert {row["state"] for row in await messages(connected, order)} == {"sent"}


async def test_an_answer_that_was_lost_makes_no_second_confirmation(
    connected: Person, operator: Person, order: str, sap: Sap, engine: AsyncEngine
):
    await report(operator, order, 10, quantity="5")
    sap.faults = {"lost-answer": 1}
    await sent(connected, engine)
    assert [row["state"] for row in await messages(connected, order)] == ["waiting"]
    await sent(connected, engine)
    [done] = await messages(connected, order)
    assert (done["state"], done["document"], done["attempts"]) == ("sent", "0000000001/1", 2)
    assert confirmed(sap) == [("5", "0")]


async def test_what_sap_refuses_is_put_right_and_sent_again_before_the_next(
    connected: Person, operator: Person, order: str, sap: Sap, engine: AsyncEngine
):
    known = sap.records.orders.pop(order.rjust(12, "0"))
    await report(operator, order, 10, quantity="5")
    await report(operator, order, 10, quantity="6")
    await sent(connected, engine)
    refused, waiting = await messages(connected, order)
    assert (refused["state"], waiting["state"], waiting["attempts"]) == ("refused", "waiting", 0)
    assert "does not exist" in refused["error"]
    page = await connected.see(f"/sap/messages/{refused['id']}")
    assert "does not exist" in page.text and "Put right and send again" in page.text
    sap.records.orders["000000004711"] = known
    said = {"sap_order": "4711", "operation": "0010", "good": "5", "scrap": "0"}
    again = await connected.api("POST", f"/sap/messages/{refused['id']}/resend", said)
    assert again.json()["state"] == "waiting"
    other = await connected.api("POST", f"/sap/messages/{waiting['id']}/resend", {**said, "good": "6"})
    assert other.status_code == 200
    await sent(connected, engine)
    assert [good for good, _bad in confirmed(sap)] == ["5", "6"]
    late = await connected.api("POST", f"/sap/messages/{refused['id']}/resend", said)
    assert late.status_code == 422


async def test_what_was_entered_by_hand_is_left_out_and_the_rest_goes_on(
    connected: Person, operator: Person, order: str, sap: Sap, engine: AsyncEngine
):
    sap.records.orders[order.rjust(12, "0")] = 3
    await report(operator, order, 10, quantity="5")
    await report(operator, order, 10, quantity="2")
    await sent(connected, engine)
    refused, _waiting = await messages(connected, order)
    assert "exceeds the open quantity" in refused["error"]
    answer = await connected.api("POST", f"/sap/messages/{refused['id']}/drop", {"reason": "Entered by hand"})
    assert answer.json()["state"] == "dropped"
    await sent(connected, engine)
    assert confirmed(sap) == [("2", "0")]


async def test_a_correction_cancels_what_sap_has_and_says_it_anew(
    connected: Person, operator: Person, supervisor: Person, order: str, sap: Sap, engine: AsyncEngine
):
    entry = await report(operator, order, 10, quantity="8")
    await sent(connected, engine)
    answer = await correct(supervisor, entry, quantity="6")
    assert answer.status_code == 201, answer.text
    await sent(connected, engine)
    rows = sap.records.rows["ProdnOrdConf2"]
    told = [(row["ConfirmationYieldQuantity"], row["IsReversed"]) for row in rows]
    assert told == [("8", True), ("6", False)]


async def test_what_was_taken_back_in_time_never_reaches_sap(
    connected: Person, operator: Person, supervisor: Person, order: str, sap: Sap, engine: AsyncEngine
):
    entry = await report(operator, order, 10, quantity="8")
    await correct(supervisor, entry, quantity="6")
    await sent(connected, engine)
    assert confirmed(sap) == [("6", "0")]
    assert [row["state"] for row in await messages(connected, order)] == ["dropped", "sent"]


async def test_what_sap_refused_and_was_corrected_leaves_as_the_correction_alone(
    connected: Person, operator: Person, supervisor: Person, order: str, sap: Sap, engine: AsyncEngine
):
    sap.records.orders[order.rjust(12, "0")] = 6
    entry = await report(operator, order, 10, quantity="8")
    await sent(connected, engine)
    assert [row["state"] for row in await messages(connected, order)] == ["refused"]
    await correct(supervisor, entry, quantity="6")
    await sent(connected, engine)
    assert [row["state"] for row in await messages(connected, order)] == ["dropped", "sent"]
    assert confirmed(sap) == [("6", "0")]


async def test_a_company_without_sap_notes_nothing(planner: Person, operator: Person, factory: SmallFactory):
    number = await released(planner, factory, "5")
    await report(operator, number, 10, quantity="1")
    assert (await planner.api("GET", f"/sap/messages?q={number}")).json()["items"] == []
