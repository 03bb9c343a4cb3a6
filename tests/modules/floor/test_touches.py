"""What a tablet touches: undone by its key, given away once, asked back when it is too much."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.cast import ORIGIN, Person
from tests.factories.plant import SmallFactory
from tests.modules.work_orders.test_the_main_job import released
from unison_web.modules.floor import rules


async def touch(who: Person, path: str, body: dict[str, Any], key: str = "") -> httpx.Response:
    """As the outbox sends it, from an office browser: with the form token in place of the person's."""
    headers = {
        "accept": "application/json",
        "origin": ORIGIN,
        "x-csrf-token": who.csrf,
        "idempotency-key": key or str(uuid4()),
    }
    return await who.client.post(path, json={"device": "", "seq": 1, **body}, headers=headers)


@pytest.fixture
async def job(planner: Person, operator: Person, factory: SmallFactory) -> str:
    number = await released(planner, factory)
    found = (await operator.api("GET", f"/work-orders/{number}/operations/10")).json()
    return f"/floor/operations/{found['id']}"


async def test_a_touch_is_taken_back_by_the_key_it_was_made_with(operator: Person, job: str) -> None:
    key = str(uuid4())
    assert (await touch(operator, f"{job}/reports", {"quantity": "3"}, key)).json()["good"] == "3"
    back = await touch(operator, f"{job}/undo", {"key": key, "quantity": "3"})
    assert (back.status_code, back.json()["good"]) == (200, "0")
    again = await touch(operator, f"{job}/undo", {"key": key, "quantity": "3"})
    assert (again.status_code, again.json()["code"]) == (422, "already-undone")


@pytest.mark.parametrize("key", ["00000000-0000-4000-8000-000000000000", "nonsense"])
async def test_what_was_never_counted_cannot_be_taken_back(operator: Person, job: str, key: str) -> None:
    answer = await touch(operator, f"{job}/undo", {"key": key})
    assert answer.status_code in (404, 422)


async def test_nobody_takes_back_what_somebody_else_touched(operator: Person, ravi: Person, job: str) -> None:
    key = str(uuid4())
    made = (await touch(operator, f"{job}/reports", {"quantity": "1"}, key)).json()
    assert (await touch(ravi, f"{job}/undo", {"key": key})).status_code in (404, 422)
    answer = await touch(ravi, f"{job}/undo", {"key": made["entry_id"]})
    assert (answer.status_code, answer.json()["code"]) == (422, "not-yours")


async def test_too_many_is_a_question_with_its_answers(operator: Person, job: str) -> None:
    refused = await touch(operator, f"{job}/reports", {"quantity": "12"})
    asked = refused.json()["confirm"]
    assert refused.status_code == 422
    assert asked["choices"]
    more = {"quantity": "12", asked["field"]: True, asked["note"]: asked["choices"][0]}
    assert (await touch(operator, f"{job}/reports", more)).json()["good"] == "12"


async def test_what_is_given_away_twice_is_kept_once(operator: Person, supervisor: Person, job: str) -> None:
    given = {
        "key": str(uuid4()),
        "to": f"{job}/reports",
        "label": "1 good",
        "words": "On hold",
        "body": {"quantity": "1"},
    }
    first, second = [(await touch(operator, "/floor/handovers", given)).json() for _ in range(2)]
    assert first["id"] == second["id"]
    assert first["person"] == operator.name
    assert first["operation"] == "10 Forming"
    settled = await supervisor.api("POST", f"/handovers/{first['id']}/settle", {"note": "Counted by hand"})
    assert settled.json()["settled_by"] == supervisor.name
    again = await supervisor.api("POST", f"/handovers/{first['id']}/settle", {"note": "Counted again"})
    assert again.status_code == 409
    assert (await operator.api("POST", f"/handovers/{first['id']}/settle", {"note": "Mine"})).status_code == 403


@pytest.mark.parametrize(
    "path", ["/", "/home", "//evil.example/floor/", "/floor//evil.example", "/floor/\\evil", "https://x/floor/", ""]
)
def test_only_pages_of_the_floor_are_gone_back_to(path: str) -> None:
    assert not rules.is_own_page(path)


def test_quick_quantities_go_round_the_usual_one_and_stop_at_what_is_left() -> None:
    assert rules.quick_quantities(1, Decimal(100)) == [1, 2, 3, 5, 10, 20]
    assert rules.quick_quantities(5, Decimal(12)) == [5, 10]
    assert rules.quick_quantities(5, Decimal(2)) == [5]
