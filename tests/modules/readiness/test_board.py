"""Paul looks in the morning at what could run now; every red light names what is missing and leads there."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.factories.plant import SmallFactory, small_factory
from tests.modules.skills.test_skills import asked_for, certify, skill
from tests.modules.stock.place import made
from unison_web.kit import clock
from unison_web.modules.readiness import lights
from unison_web.modules.readiness.lights import Bench, Holder, Need

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
async def factory(engine: AsyncEngine, planner: Person) -> SmallFactory:
    """Machines that nobody else works on."""
    return await small_factory(engine, planner.organization)


async def board(person: Person, **asked: str) -> dict[str, dict[str, Any]]:
    answer = await person.api("GET", "/can-run", params=asked)
    assert answer.status_code == 200, answer.text
    return {job["order"]: job for job in answer.json()["jobs"]}


def red(job: dict[str, Any]) -> dict[str, str]:
    return {light["key"]: light["why"] for light in job["lights"] if not light["green"]}


async def urgent(planner: Person, factory: SmallFactory, quantity: str = "10") -> str:
    """Released, and above everything else on the board."""
    due = (clock.now() - timedelta(days=900)).isoformat()
    said = {"material": factory.frame, "quantity": quantity, "due_at": due, "priority": 1}
    number: str = (await made(planner, "/work-orders", said))["number"]
    await made(planner, f"/work-orders/{number}/release", {"accept_shortage": True})
    return number


async def test_an_order_that_lacks_nothing_can_run(planner: Person, factory: SmallFactory) -> None:
    number = await urgent(planner, factory)
    job = (await board(planner))[number]
    assert (job["operation"], job["ready"], red(job)) == ("Forming", True, {})
    assert [light["key"] for light in job["lights"]] == list(lights.LIGHTS)
    assert number in await board(planner, show="ready")
    assert number not in await board(planner, show="blocked")
    assert (await planner.api("GET", "/can-run", params={"show": "green"})).status_code in (400, 422)


async def test_a_missing_component_is_named_with_what_is_free(planner: Person, factory: SmallFactory) -> None:
    number = await urgent(planner, factory, "9999999")
    why = red((await board(planner))[number])["material"]
    assert why.startswith(f"{factory.tube}: 19,999,998 EA needed, ")
    page = await planner.see("/can-run")
    assert f'href="/stock?q={factory.tube}"' in page.text and number in page.text


async def test_a_machine_that_stands_names_why(planner: Person, supervisor: Person, factory: SmallFactory) -> None:
    number = await urgent(planner, factory)
    machine = f"/machines/{factory.machines['Forming']}/state"
    await made(supervisor, machine, {"state": "unplanned_stop", "reason": "Oil leak"})
    try:
        assert red((await board(planner))[number])["machine"].endswith("Oil leak")
    finally:
        await made(supervisor, machine, {"state": "idle", "reason": ""})


async def test_without_the_certificate_exactly_the_orders_that_need_it_turn_red(
    admin: Person, planner: Person, operator: Person, factory: SmallFactory
) -> None:
    known = await skill(admin)
    needing, other = (await asked_for(planner, known["code"]))["number"], await urgent(planner, factory)
    first = {"priority": 1, "due_at": (clock.now() - timedelta(days=900)).isoformat()}
    assert (await planner.api("PATCH", f"/work-orders/{needing}", first)).status_code == 200
    given = await certify(admin, known, person=operator.email, valid_from="2026-01-01")
    assert "person" not in red((await board(planner))[needing])
    await made(admin, f"/skills/{known['id']}/certificates/{given.json()['id']}/withdrawal", {})
    shown = await board(planner)
    assert red(shown[needing])["person"] == f"{known['name']}: nobody has a certificate"
    assert "person" not in red(shown[other])


async def test_an_order_on_hold_and_a_step_that_waits_say_so(planner: Person, factory: SmallFactory) -> None:
    number = await urgent(planner, factory)
    await made(planner, f"/work-orders/{number}/hold", {"reason": "Drawing is wrong"})
    assert red((await board(planner))[number])["quality"] == "Order on hold: Drawing is wrong"


async def test_nobody_sees_another_companys_board(planner: Person, stranger: Person, factory: SmallFactory) -> None:
    number = await urgent(planner, factory)
    assert number not in await board(stranger)


def test_a_tool_that_somebody_has_names_the_job() -> None:
    light = lights.tools(["Jig 4", "Torch"], {"Torch": "WO-7 WELD-2"})
    assert (light.why, light.href) == ("Torch is with WO-7 WELD-2", "/work-orders/WO-7")


@pytest.mark.parametrize(
    ("benches", "why"),
    [
        ([Bench("A", True, True, "Idle")], ""),
        ([Bench("A", False, True, "Idle")], "No machine of Weld is able to do this: TIG"),
        ([Bench("A", True, True, "Running", "WO-1"), Bench("B", True, False, "Oil")], "A works on WO-1"),
        ([Bench("B", True, False, "Oil")], "B: Oil"),
        ([], "Weld has no machine"),
    ],
)
def test_one_machine_that_is_able_up_and_free_is_enough(benches: list[Bench], why: str) -> None:
    assert lights.machine("Weld", benches, ["TIG"]).why == why


@pytest.mark.parametrize(
    ("holders", "why"),
    [
        ([Holder("Ana", None)], ""),
        ([Holder("Ana", TODAY)], ""),
        ([Holder("Ana", date(2026, 11, 12))], "TIG: the certificate of Ana ended on "),
        ([Holder("Ana", None, date(2026, 11, 27))], "TIG: Ana is away until "),
        ([Holder("Ana", None, TODAY), Holder("Bo", None)], ""),
        ([], "TIG: nobody has a certificate"),
    ],
)
def test_somebody_who_may_is_here(holders: list[Holder], why: str) -> None:
    said = lights.person({"T": "TIG"}, {"T": holders}, TODAY).why
    assert said == why or (why.endswith(" ") and said.startswith(why))


def test_a_newer_revision_and_a_lot_on_hold_are_named() -> None:
    light = lights.document("WO-1", {"bom": "A", "routing": ""}, {"bom": "B", "routing": "C"})
    assert light.why == "Made by bill of materials A; B is released now"
    need = Need("TU-1", "EA", Decimal(4), Decimal(1), ["L-7: Cracks"])
    assert lights.material([need]).why == "TU-1: 4 EA needed, 1 free. On hold: L-7: Cracks"
    assert lights.before("WO-1", "Forming", Decimal(2), Decimal(2)).why == "Forming has passed nothing on"
    assert lights.before("WO-1", "", Decimal(0), Decimal(0)).green
