"""Something else goes into an order: approved, valid on the day it starts, and before anything went in."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.cast import Person
from tests.modules.bom.test_pages import bill, make
from unison_web.modules.work_orders import rules

ORDER = {"material": "SWAP-TOP", "quantity": "4", "due_at": "2031-09-20T12:00:00"}


@pytest.fixture(scope="module")
async def line(planner: Person) -> str:
    """A table takes two bolts; a longer bolt may be taken for one and a half, another one only from 2032 on."""
    await planner.api("POST", "/units", {"code": "BPC", "name": "BPC", "dimension": "count"})
    for number, cost in (("SWAP-BOLT", "1"), ("SWAP-LONG", "2"), ("SWAP-LATER", "1"), ("SWAP-FREE", "1")):
        await make(planner, number, "buy", standard_cost=cost)
    await make(planner, "SWAP-TOP")
    made = await bill(planner, "SWAP-TOP", {"component": "SWAP-BOLT", "quantity": "2"})
    path = f"/bom/{made['id']}/lines/{made['lines'][0]['id']}/alternates"
    await approved(planner, path, component="SWAP-LONG", ratio="1.5", priority="2")
    await approved(planner, path, component="SWAP-LATER", ratio="1", priority="1", valid_from="2032-01-01")
    return path


async def approved(planner: Person, path: str, **said: str) -> None:
    made = await planner.api("POST", path, said)
    assert made.status_code == 201, made.text
    alternate = next(each for each in made.json()["alternates"] if each["component"] == said["component"])
    assert (await planner.api("POST", f"{path}/{alternate['id']}/approval")).status_code == 200


async def ordered(planner: Person, **said: str) -> str:
    made = await planner.api("POST", "/work-orders", {**ORDER, **said})
    assert made.status_code == 201, made.text
    return str(made.json()["number"])


async def take(person: Person, number: str, component: str, reason: str = "Bolts come on Friday") -> Any:
    path = f"/work-orders/{number}/materials/10/substitution"
    return await person.api("POST", path, {"component": component, "reason": reason})


async def test_a_planner_takes_an_alternate_and_the_history_says_who_and_why(planner: Person, line: str) -> None:
    number = await ordered(planner)
    form = (await planner.see(f"/work-orders/{number}/materials/10/substitution")).text
    assert ("SWAP-LONG" in form, "SWAP-LATER" in form) == (True, False), "only what may be taken is offered"
    done = await take(planner, number, "SWAP-LONG")
    assert done.status_code == 200, done.text
    row = done.json()["materials"][0]
    assert (row["number"], row["needed"], row["missing"], row["cost"], row["replaced"]) == (
        "SWAP-LONG", "12", "12", "24", "SWAP-BOLT",
    )  # fmt: skip
    history = (await planner.api("GET", f"/work-orders/{number}/history")).json()["changes"]
    change = next(each for each in history if each["entity"] == "work_order_materials" and each["action"] == "update")
    assert (change["actor_name"], change["reason"]) == (planner.name, "Bolts come on Friday")
    assert (change["before"]["takes"], change["after"]["takes"]) == ("SWAP-BOLT", "SWAP-LONG")
    assert "instead of SWAP-BOLT" in (await planner.see(f"/work-orders/{number}")).text
    back = (await take(planner, number, "SWAP-BOLT", "They came after all")).json()["materials"][0]
    assert (back["number"], back["needed"], back["cost"], back["replaced"]) == ("SWAP-BOLT", "8", "8", "")


async def test_what_may_not_be_taken_is_refused_in_words(planner: Person, line: str) -> None:
    number = await ordered(planner)
    early = await take(planner, number, "SWAP-LATER")
    assert early.status_code == 422
    assert "SWAP-LATER may be taken from" in early.json()["errors"]["component"]
    stranger = await take(planner, number, "SWAP-FREE")
    assert stranger.json()["errors"]["component"] == "SWAP-FREE is not approved to take its place"
    assert "reason" in (await take(planner, number, "SWAP-LONG", " ")).json()["errors"]
    assert (await planner.api("POST", f"/work-orders/{number}/materials/99/substitution",
                              {"component": "SWAP-LONG", "reason": "x"})).status_code == 404  # fmt: skip
    later = await ordered(planner, due_at="2032-09-20T12:00:00")
    assert (await take(planner, later, "SWAP-LATER")).json()["materials"][0]["number"] == "SWAP-LATER"
    cancelled = await ordered(planner)
    await planner.api("POST", f"/work-orders/{cancelled}/cancel", {"reason": "not wanted"})
    assert (await take(planner, cancelled, "SWAP-LONG")).json()["code"] == "wrong-state"


async def test_a_component_that_went_in_is_not_replaced(planner: Person, operator: Person, line: str) -> None:
    for state, made, finished in (("in_progress", Decimal(1), False), ("released", Decimal(0), True)):
        verdict = rules.may_substitute(state, made, finished=finished, component="SWAP-BOLT")
        assert "SWAP-BOLT went into pieces that are reported already" in verdict.why
    assert (await take(operator, await ordered(planner), "SWAP-LONG")).status_code == 403
