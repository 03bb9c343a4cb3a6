"""Ana calls maintenance to her machine; Omar comes and says what he did; nobody comes twice."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.factories.plant import SmallFactory, small_factory
from unison_web.kit import clock
from unison_web.modules.calls import rules


@pytest.fixture
async def machine(engine: AsyncEngine, planner: Person) -> str:
    works: SmallFactory = await small_factory(engine, planner.organization)
    return str((await planner.api("GET", f"/machines/{works.machines['Welding']}")).json()["code"])


async def test_a_call_is_answered_and_solved(operator: Person, maintenance: Person, machine: str) -> None:
    made = await operator.api("POST", "/calls", {"machine": machine, "kind": "maintenance", "note": "It leaks"})
    assert made.status_code == 201, made.text
    call = made.json()
    assert (call["state"], call["caller"], call["helper"]) == ("open", operator.name, "")
    with clock.held_at(clock.now() + timedelta(minutes=6)):
        came = await maintenance.api("POST", f"/calls/{call['id']}/acceptance")
    assert (came.json()["state"], came.json()["helper"], came.json()["waited"][:1]) == (
        "accepted",
        maintenance.name,
        "6",
    )
    done = await maintenance.api("POST", f"/calls/{call['id']}/solution", {"solution": "New hose"})
    assert (done.json()["state"], done.json()["solution"]) == ("solved", "New hose")
    listed = await maintenance.api("GET", "/calls", params={"machine": machine})
    assert [row["state"] for row in listed.json()["items"]] == ["solved"]
    page = await maintenance.see(f"/calls/{call['id']}")
    assert "New hose" in page.text and "It leaks" in page.text


async def test_pressing_twice_is_one_call(operator: Person, machine: str) -> None:
    said = {"machine": machine, "kind": "material"}
    first, second = [(await operator.api("POST", "/calls", said)).json()["id"] for _press in range(2)]
    assert first == second
    other = await operator.api("POST", "/calls", {**said, "kind": "quality"})
    assert other.json()["id"] != first


async def test_two_who_come_at_once_are_one(
    operator: Person, maintenance: Person, supervisor: Person, machine: str
) -> None:
    call = (await operator.api("POST", "/calls", {"machine": machine})).json()["id"]
    answers = await asyncio.gather(
        *(person.api("POST", f"/calls/{call}/acceptance") for person in (maintenance, supervisor))
    )
    assert sorted(answer.status_code for answer in answers)[0] == 200
    assert sorted(answer.status_code for answer in answers)[1] in (409, 412, 422)


async def test_what_is_wrong_is_said_at_its_field(operator: Person, maintenance: Person, machine: str) -> None:
    unknown = await operator.api("POST", "/calls", {"machine": "NOT-THERE"})
    assert unknown.json()["errors"] == {"machine": "There is no machine with this code"}
    nobody = await operator.api("POST", "/calls", {"machine": machine, "kind": "plumber"})
    assert "kind" in nobody.json()["errors"]
    call = (await operator.api("POST", "/calls", {"machine": machine})).json()["id"]
    silent = await maintenance.api("POST", f"/calls/{call}/solution", {"solution": " "})
    assert silent.json()["errors"] == {"solution": "Say in a few words what was done"}
    assert (await operator.api("POST", f"/calls/{call}/acceptance")).status_code == 403


async def test_another_companys_call_is_missing(operator: Person, stranger: Person, machine: str) -> None:
    call = (await operator.api("POST", "/calls", {"machine": machine})).json()["id"]
    assert (await stranger.api("GET", f"/calls/{call}")).status_code == 404
    assert (await operator.api("POST", f"/calls/{call}/withdrawal")).json()["state"] == "withdrawn"


@pytest.mark.parametrize("state", rules.STATES)
def test_every_state_says_what_may_follow(state: str) -> None:
    alive = state in rules.ALIVE
    assert bool(rules.may_accept(state, "Omar")) is (state == "open")
    assert bool(rules.may_solve(state, "done")) is alive
    assert bool(rules.may_withdraw(state)) is alive
