"""Customer orders from draft to work order, forecasts by period; what is refused; strangers and readers."""

from __future__ import annotations

import asyncio
from datetime import date
from uuid import uuid4

import pytest

from tests.cast import Person
from tests.factories.plant import SmallFactory
from unison_web.modules.demands import rules

DUE = "2031-02-01"


@pytest.fixture(scope="module")
async def customer(planner: Person) -> str:
    number = f"C-{uuid4().hex[:8]}"
    said = {"number": number, "name": "Radhaus", "customer": True, "currency": "EUR"}
    assert (await planner.api("POST", "/partners", said)).status_code == 201
    return number


async def order(planner: Person, customer: str, *materials: str) -> str:
    made = await planner.api("POST", "/customer-orders", {"customer": customer, "due_on": DUE, "reference": "PO 17"})
    assert made.status_code == 201, made.text
    path = f"/customer-orders/{made.json()['id']}"
    for material in materials:
        line = await planner.api("POST", f"{path}/lines", {"material": material, "quantity": "4", "price": "2.5"})
        assert line.status_code == 201, line.text
    return path


async def test_a_line_leads_to_a_work_order_and_back(planner: Person, customer: str, factory: SmallFactory) -> None:
    path = await order(planner, customer, factory.frame)
    line = (await planner.api("GET", path)).json()["lines"][0]
    early = await planner.api("POST", f"{path}/lines/{line['id']}/work-order")
    assert "Confirm the customer order first" in early.text
    assert (await planner.send(f"{path}/state", verb="confirm")).status_code == 303
    assert "Make it" in (await planner.see(path)).text
    assert (await planner.send(f"{path}/lines/{line['id']}/work-order")).headers["location"] == path
    said = (await planner.api("GET", path)).json()
    number = said["lines"][0]["work_order"]
    made = (await planner.api("GET", f"/work-orders/{number}")).json()
    assert (made["quantity"], made["state"]) == ("4", "planned")
    assert made["due_at"].startswith(("2031-02-01", "2031-02-02"))  # four in the afternoon of the plant
    assert said["number"] in made["customer"]
    assert number in (await planner.see(path)).text
    again = await planner.api("POST", f"{path}/lines/{line['id']}/work-order")
    assert f"{number} is made for this line already" in again.text
    assert "Cancel that first" in (await planner.api("DELETE", f"{path}/lines/{line['id']}")).text


async def test_two_planners_make_one_work_order(planner: Person, customer: str, factory: SmallFactory) -> None:
    path = await order(planner, customer, factory.frame)
    await planner.api("POST", f"{path}/state", {"verb": "confirm"})
    line = (await planner.api("GET", path)).json()["lines"][0]
    asked = [planner.api("POST", f"{path}/lines/{line['id']}/work-order") for _each in range(2)]
    made, refused = sorted(answer.status_code for answer in await asyncio.gather(*asked))
    assert (made, refused in (409, 422)) == (201, True), "the second waits, and is refused if not told to wait longer"


async def test_an_order_has_the_customers_currency_and_a_total(
    planner: Person, customer: str, factory: SmallFactory
) -> None:
    path = await order(planner, customer, factory.frame, factory.frame)
    said = (await planner.api("GET", path)).json()
    assert (said["currency"], said["total"], said["verbs"]) == ("EUR", "20", ["confirm", "cancel"])
    assert [line["position"] for line in said["lines"]] == [10, 20]
    assert "€20.00" in (await planner.see(path)).text
    rows = (await planner.api("GET", "/customer-orders", params={"q": said["number"], "open": "yes"})).json()
    assert (rows["items"][0]["lines"], rows["items"][0]["total"]) == (2, "20")
    lines = (await planner.api("GET", "/customer-order-lines", params={"q": said["number"]})).json()
    assert lines["count"] == 2
    assert (await planner.see("/search", q=said["number"])).headers["location"] == path


async def test_states_go_only_where_they_may(planner: Person, customer: str, factory: SmallFactory) -> None:
    empty = await order(planner, customer)
    assert "Add at least one line" in (await planner.api("POST", f"{empty}/state", {"verb": "confirm"})).text
    path = await order(planner, customer, factory.frame)
    for verb, state in (("confirm", "confirmed"), ("close", "closed"), ("reopen", "draft"), ("cancel", "cancelled")):
        assert (await planner.api("POST", f"{path}/state", {"verb": verb})).json()["state"] == state
    line = {"material": factory.frame, "quantity": "1"}
    assert "cannot be changed" in (await planner.api("POST", f"{path}/lines", line)).text
    assert (await planner.see(path)).status_code == 200


async def test_what_is_wrong_is_said_at_its_field(planner: Person, customer: str, factory: SmallFactory) -> None:
    number = f"S-{uuid4().hex[:8]}"
    await planner.api("POST", "/partners", {"number": number, "name": "Only Supplier", "supplier": True})
    for said, field, words in (
        ({"customer": number, "due_on": DUE}, "customer", "no customer"),
        ({"customer": "nobody at all", "due_on": DUE}, "customer", "no partner"),
        ({"customer": customer}, "due_on", "Enter a value"),
    ):
        answer = await planner.api("POST", "/customer-orders", said)
        assert words in answer.json()["errors"][field], answer.text
    path = await order(planner, customer)
    for said, field in (
        ({"material": "??", "quantity": "1"}, "material"),
        ({"material": factory.frame, "quantity": "0"}, "quantity"),
        ({"material": factory.frame, "quantity": "1", "price": "-1"}, "price"),
        ({"material": factory.frame, "quantity": "1", "unit": "??"}, "unit"),
    ):
        answer = await planner.api("POST", f"{path}/lines", said)
        assert [*answer.json()["errors"]] == [field]


async def test_a_line_can_be_changed_and_taken_away(planner: Person, customer: str, factory: SmallFactory) -> None:
    path = await order(planner, customer, factory.frame)
    line = (await planner.api("GET", path)).json()["lines"][0]
    assert 'name="version" value="1"' in (await planner.see(f"{path}/lines/{line['id']}/edit")).text
    form = {"material": factory.frame, "quantity": "7", "version": "1"}
    assert (await planner.send(f"{path}/lines/{line['id']}/edit", **form)).status_code == 303
    assert (await planner.send(f"{path}/lines/{line['id']}/edit", **form)).status_code == 412
    assert (await planner.send(f"{path}/lines/{line['id']}/removal")).status_code == 303
    assert (await planner.api("GET", path)).json()["lines"] == []
    head = {"customer": customer, "due_on": "2031-03-01", "version": "1"}
    assert (await planner.send(f"{path}/edit", **head)).status_code == 303
    assert (await planner.send(f"{path}/edit", **head)).status_code == 412


async def test_a_forecast_belongs_to_its_period(planner: Person, factory: SmallFactory) -> None:
    said = {"material": factory.frame, "starts_on": "2031-03-17", "quantity": "140"}
    assert (await planner.api("POST", "/forecasts", said)).json()["starts_on"] == "2031-03-01"
    again = await planner.api("POST", "/forecasts", {**said, "starts_on": "2031-03-02", "quantity": "90"})
    assert again.json()["quantity"] == "90"
    week = await planner.api("POST", "/forecasts", {**said, "bucket": "week"})
    assert date.fromisoformat(week.json()["starts_on"]).weekday() == 0
    rows = (await planner.api("GET", "/forecasts", params={"material": factory.frame, "bucket": "month"})).json()
    assert [row["quantity"] for row in rows["items"]] == ["90"]
    assert (await planner.send(f"/forecasts/{again.json()['id']}/removal")).status_code == 303
    below = await planner.api("POST", "/forecasts", {**said, "quantity": "-1"})
    assert [*below.json()["errors"]] == ["quantity"]


async def test_strangers_find_nothing_and_operators_may_not(
    planner: Person, stranger: Person, operator: Person, quality: Person, customer: str
) -> None:
    path = await order(planner, customer)
    assert (await stranger.see(path)).status_code == 404
    assert (await stranger.api("POST", f"{path}/state", {"verb": "cancel"})).status_code == 404
    assert (await operator.see(path)).status_code == 403
    assert (await quality.see(path)).status_code == 200
    assert (await quality.send(f"{path}/state", verb="cancel")).status_code == 403


@pytest.mark.parametrize(
    ("bucket", "day", "first"), [("week", "2026-11-22", "2026-11-16"), ("month", "2026-11-22", "2026-11-01")]
)
def test_a_period_begins(bucket: str, day: str, first: str) -> None:
    assert rules.begins(bucket, date.fromisoformat(day)) == date.fromisoformat(first)
