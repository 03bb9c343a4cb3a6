"""Paul ticks orders and says one word for all of them; each is asked by itself."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest

from tests.cast import Person
from tests.factories.plant import SmallFactory

DUE = "2031-03-01T16:00:00"


async def planned(planner: Person, factory: SmallFactory, customer: str) -> dict[str, Any]:
    said = {"material": factory.frame, "quantity": 5, "due_at": DUE, "customer": customer}
    answer = await planner.api("POST", "/work-orders", said)
    assert answer.status_code == 201, answer.text
    return answer.json()  # type: ignore[no-any-return]


@pytest.fixture
async def orders(planner: Person, factory: SmallFactory) -> AsyncIterator[list[dict[str, Any]]]:
    customer = f"MANY-{uuid4().hex[:8]}"
    yield [await planned(planner, factory, customer) for _number in range(3)]


async def state_of(person: Person, order: dict[str, Any]) -> str:
    return str((await person.api("GET", f"/work-orders/{order['number']}")).json()["state"])


async def test_those_that_were_ticked_and_no_other(planner: Person, orders: list[dict[str, Any]]) -> None:
    ids = [order["id"] for order in orders[:2]]
    outcome = (await planner.api("POST", "/work-orders/bulk/priority", {"ids": ids, "value": "1"})).json()
    assert (outcome["count"], outcome["done"], outcome["refused"]) == (2, 2, [])
    priorities = [(await planner.api("GET", f"/work-orders/{o['number']}")).json()["priority"] for o in orders]
    assert priorities == [1, 1, 3]


async def test_what_is_refused_stays_and_is_named(planner: Person, orders: list[dict[str, Any]]) -> None:
    """A planned order cannot be put on hold; the one on the floor can."""
    assert (
        await planner.api("POST", f"/work-orders/{orders[0]['number']}/release", {"accept_shortage": True})
    ).status_code == 200
    said = {"ids": [order["id"] for order in orders], "reason": "Wrong tubes"}
    outcome = (await planner.api("POST", "/work-orders/bulk/hold", said)).json()
    assert (outcome["done"], {row["label"] for row in outcome["refused"]}) == (1, {o["number"] for o in orders[1:]})
    assert all(row["why"] for row in outcome["refused"])
    assert [await state_of(planner, order) for order in orders] == ["on_hold", "planned", "planned"]
    trail = (await planner.api("GET", f"/work-orders/{orders[0]['number']}/history")).text
    assert "Wrong tubes" in trail


async def test_all_that_match_are_counted_first(planner: Person, orders: list[dict[str, Any]]) -> None:
    said = {"all": True, "query": f"?customer={orders[0]['customer']}", "value": "2"}
    asked = (await planner.api("POST", "/work-orders/bulk/priority", said)).json()
    assert (asked["waits"], asked["count"], asked["done"]) == (True, 3, 0)
    done = (await planner.api("POST", "/work-orders/bulk/priority", {**said, "sure": 3})).json()
    assert (done["waits"], done["done"]) == (False, 3)
    late = (await planner.api("POST", "/work-orders/bulk/priority", {**said, "sure": 2})).json()
    assert late["waits"], "another number than the one that was seen"


async def test_without_scripts_it_is_a_form(planner: Person, orders: list[dict[str, Any]]) -> None:
    customer = orders[0]["customer"]
    page = (await planner.see("/work-orders", customer=customer)).text
    assert page.count('name="ids"') == 3
    assert 'formaction="/work-orders/bulk/hold"' in page
    query = f"?customer={customer}"
    sent = await planner.send("/work-orders/bulk/priority", ids=orders[0]["id"], value="4", query=query)
    assert sent.status_code == 303, sent.text
    assert (sent.status_code, sent.headers["location"]) == (303, f"/work-orders{query}")
    counted = await planner.send("/work-orders/bulk/priority", all="true", value="4", query=query)
    assert "Priority all 3" in counted.text
    unsaid = await planner.send("/work-orders/bulk/hold", ids=orders[0]["id"], query=query)
    assert unsaid.status_code == 422
    assert orders[0]["id"] in unsaid.text, "the ticks are kept"
    held = await planner.send("/work-orders/bulk/hold", ids=orders[0]["id"], query=query, reason="Wrong tubes")
    assert orders[0]["number"] in held.text


async def test_nothing_ticked_is_nothing_done(planner: Person) -> None:
    answer = await planner.api("POST", "/work-orders/bulk/release", {})
    assert (answer.status_code, answer.json()["code"]) == (422, "nothing-chosen")
    assert (
        await planner.api("POST", "/work-orders/bulk/priority", {"ids": [str(uuid4())], "value": "9"})
    ).status_code == 422


async def test_the_same_request_again_does_nothing_again(planner: Person, orders: list[dict[str, Any]]) -> None:
    key, said = str(uuid4()), {"ids": [orders[0]["id"]], "value": "5"}
    first = await planner.api("POST", "/work-orders/bulk/priority", said, key=key)
    assert (await planner.api("POST", "/work-orders/bulk/priority", said, key=key)).json() == first.json()


async def test_another_companys_rows_are_missing(
    planner: Person, stranger: Person, orders: list[dict[str, Any]]
) -> None:
    said = {"ids": [orders[0]["id"]], "value": "1"}
    outcome = (await stranger.api("POST", "/work-orders/bulk/priority", said)).json()
    assert (outcome["done"], [row["label"] for row in outcome["refused"]]) == (0, [""])
    everything = {"all": True, "query": f"?customer={orders[0]['customer']}", "value": "1", "sure": 3}
    assert (await stranger.api("POST", "/work-orders/bulk/priority", everything)).status_code == 422


async def test_who_may_not_sees_no_ticks(quality: Person, orders: list[dict[str, Any]]) -> None:
    assert 'name="ids"' not in (await quality.see("/work-orders")).text
    assert (await quality.api("POST", "/work-orders/bulk/hold", {"ids": []})).status_code == 403
