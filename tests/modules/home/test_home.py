"""Where people land, what needs them, and the one address behind every code."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.cast import Person
from tests.factories.plant import SmallFactory
from tests.modules.identity.people import browser_of, try_password
from unison_web.kit import clock


async def order(planner: Person, factory: SmallFactory, hours: int) -> str:
    due = (clock.now() + timedelta(hours=hours)).isoformat()
    body = {"material": factory.frame, "quantity": "5", "due_at": due, "priority": 1}
    return str((await planner.api("POST", "/work-orders", body)).json()["number"])


async def test_everybody_starts_where_their_work_is(planner: Person, nobody: Person):
    assert (await planner.see("/")).headers["location"] == "/home"
    assert (await nobody.see("/")).headers["location"] == "/login"
    root = browser_of(planner, "root@unison.example")
    await try_password(root, "a password for the tests")
    assert (await root.see("/")).headers["location"] == "/visits"


async def test_an_operator_finds_the_way_to_the_tablet(operator: Person, planner: Person):
    assert "To my tablet" in (await operator.see("/home")).text
    assert "New order" not in (await operator.see("/home")).text
    assert "To my tablet" not in (await planner.see("/home")).text


async def test_an_operator_at_a_tablet_starts_on_the_floor(operator: Person):
    here = Person("operator", "", "", "", operator.organization, operator.app, secret=operator.secret)
    here.client.cookies.set("device", "some tablet")
    assert (await here.see("/")).headers["location"].rstrip("/") == "/floor"


async def test_late_orders_need_somebody_and_say_since_when(planner: Person, factory: SmallFactory):
    number = await order(planner, factory, hours=-27)
    page = await planner.see("/home")
    assert number in page.text
    assert "1 d 3 h late" in page.text
    answer = (await planner.api("GET", "/home")).json()
    assert number in {late["number"] for late in answer["late"]}
    board = await planner.fragment("/home", "home-board")
    assert (number in board.text, "<html" in board.text) == (True, False)
    await planner.send(f"/work-orders/{number}/cancel", reason="for the test")
    assert number not in (await planner.see("/home")).text


async def test_what_is_held_is_said_once(planner: Person, factory: SmallFactory):
    number = await order(planner, factory, hours=-3)
    await planner.send(f"/work-orders/{number}/release", accept_shortage="true")
    await planner.send(f"/work-orders/{number}/hold", reason="Stress test failed")
    answer = (await planner.api("GET", "/home")).json()
    assert number in {held["number"] for held in answer["held"]}
    assert number not in {late["number"] for late in answer["late"]}


async def test_a_stranger_sees_only_their_own_plant(stranger: Person, planner: Person, factory: SmallFactory):
    number = await order(planner, factory, hours=-1)
    ours = (await planner.api("GET", "/home")).json()
    theirs = (await stranger.api("GET", "/home")).json()
    assert number in {late["number"] for late in ours["late"]}
    assert theirs["plant"] != ours["plant"]
    assert {late["id"] for late in theirs["late"]}.isdisjoint(late["id"] for late in ours["late"])


async def test_a_code_opens_what_it_stands_on(planner: Person, factory: SmallFactory):
    number = await order(planner, factory, hours=5)
    machine = factory.machines["Welding"]
    code = (await planner.api("GET", f"/machines/{machine}")).json()["code"]
    opened = {
        number: f"/work-orders/{number}",
        f"{number}-20": f"/work-orders/{number}#operation-20",
        factory.frame: f"/materials/{factory.frame_id}",
        code: f"/machines/{machine}",
    }
    for scanned, place in opened.items():
        answer = await planner.see(f"/s/{scanned}")
        assert (answer.status_code, answer.headers["location"]) == (303, place)


@pytest.mark.parametrize("code", ["nothing", "WO-1-999999999999", "'; drop table work_orders", "../../etc/passwd"])
async def test_a_code_nobody_knows_is_not_found(planner: Person, code: str):
    assert (await planner.see(f"/s/{code}")).status_code == 404
    assert (await planner.see("/s/%00")).status_code == 422


async def test_a_stranger_scanning_our_paper_finds_nothing(stranger: Person, planner: Person, factory: SmallFactory):
    number = await order(planner, factory, hours=5)
    page = await stranger.see(f"/s/{factory.frame}")
    assert page.status_code == 404
    answer = await stranger.see(f"/s/{number}-20")
    assert answer.status_code == 404 or number not in (await stranger.see(answer.headers["location"])).text
