"""What a material costs: by kind, by day, per any unit; and the standard cost it shows follows."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from tests.cast import Person
from unison_web.kit import clock
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.materials.repository import CostRepository, MaterialRepository
from unison_web.modules.materials.service import costs


@pytest.fixture(scope="module")
async def unit(planner: Person) -> str:
    code = f"C{uuid4().hex[:6].upper()}"
    assert (
        await planner.api("POST", "/units", {"code": code, "name": "Piece", "dimension": "count"})
    ).status_code == 201
    return code


async def bought(planner: Person, unit: str, **more: str) -> str:
    said = {"number": f"COST-{uuid4().hex[:8]}", "name": "Costly", "type": "buy", "unit": unit, **more}
    answer = await planner.api("POST", "/materials", said)
    assert answer.status_code == 201, answer.text
    return f"/materials/{answer.json()['id']}"


async def test_a_new_material_brings_its_first_record(planner: Person, unit: str) -> None:
    path = await bought(planner, unit, standard_cost="10.25", currency="EUR")
    said = (await planner.api("GET", f"{path}/costs")).json()
    assert [(c["kind"], c["amount"], c["currency"], c["now"]) for c in said["items"]] == [
        ("standard", "10.25", "EUR", True)
    ]
    assert "10.25" in (await planner.see(f"{path}/costs")).text


async def test_the_shown_standard_follows_its_records(planner: Person, unit: str) -> None:
    path = await bought(planner, unit, standard_cost="10")
    today = clock.now().date()
    later = (today + timedelta(days=30)).isoformat()
    for said in ({"amount": "11", "valid_from": later}, {"amount": "5", "kind": "last"}):
        answer = await planner.api("POST", f"{path}/costs", said)
        assert answer.status_code == 201, answer.text
    assert (await planner.api("GET", path)).json()["standard_cost"] == "10"
    form = {"amount": "1200", "quantity": "100", "note": "New contract"}
    assert (await planner.send(f"{path}/costs", **form)).headers["location"] == f"{path}/costs"
    assert (await planner.api("GET", path)).json()["standard_cost"] == "12"
    items = (await planner.api("GET", f"{path}/costs")).json()["items"]
    assert [(c["amount"], c["now"]) for c in items if c["kind"] == "standard"] == [("11", False), ("1200", True)]
    assert (
        items[[c["amount"] for c in items].index("1200")]["valid_to"]
        == (date.fromisoformat(later) - timedelta(days=1)).isoformat()
    )


async def test_what_the_material_is_given_by_hand_is_a_record_too(planner: Person, unit: str) -> None:
    path = await bought(planner, unit, standard_cost="3")
    now = (await planner.api("GET", path)).json()
    kept = {"number": now["number"], "name": now["name"], "type": "buy", "unit": unit, "standard_cost": "4"}
    assert (await planner.api("PUT", path, kept)).json()["standard_cost"] == "4"
    assert (await planner.api("PUT", path, {**kept, "name": "Renamed"})).json()["standard_cost"] == "4"
    items = (await planner.api("GET", f"{path}/costs")).json()["items"]
    assert [c["amount"] for c in items] == ["4"]  # the same day: a correction


async def test_refusals_stand_at_their_fields(planner: Person, unit: str) -> None:
    path = await bought(planner, unit)
    other = f"M{uuid4().hex[:6].upper()}"
    await planner.api("POST", "/units", {"code": other, "name": "Mass", "dimension": "mass"})
    for said, field, words in (
        ({"amount": "1", "kind": "average"}, "kind", "comes from stock postings"),
        ({"amount": "-1"}, "amount", "below zero"),
        ({"amount": "1", "quantity": "0"}, "quantity", "above zero"),
        ({"amount": "1", "unit": other}, "unit", "Add a conversion first"),
        ({"amount": "1", "unit": "??"}, "unit", "no unit"),
    ):
        answer = await planner.api("POST", f"{path}/costs", said)
        assert (answer.status_code, [*answer.json()["errors"]]) == (422, [field])
        assert words in answer.json()["errors"][field]


async def test_only_what_is_not_valid_yet_can_be_taken_back(planner: Person, unit: str) -> None:
    path = await bought(planner, unit, standard_cost="3")
    valid = (await planner.api("GET", f"{path}/costs")).json()["items"][0]
    refused = await planner.api("DELETE", f"{path}/costs/{valid['id']}")
    assert "valid already" in refused.text
    coming = (await planner.api("POST", f"{path}/costs", {"amount": "9", "valid_from": "2031-01-01"})).json()
    assert (await planner.send(f"{path}/costs/{coming['id']}/removal")).status_code == 303
    assert len((await planner.api("GET", f"{path}/costs")).json()["items"]) == 1


async def test_strangers_and_readers(planner: Person, stranger: Person, operator: Person, unit: str) -> None:
    path = await bought(planner, unit, standard_cost="3")
    assert (await stranger.see(f"{path}/costs")).status_code == 404
    assert (await stranger.api("POST", f"{path}/costs", {"amount": "1"})).status_code == 404
    assert (await operator.see(f"{path}/costs")).status_code == 200
    assert (await operator.api("POST", f"{path}/costs", {"amount": "1"})).status_code == 403


async def test_the_cost_of_many_as_of_a_day_is_one_question(planner: Person, unit: str, uow: UnitOfWork) -> None:
    paths = [await bought(planner, unit, standard_cost=str(n)) for n in (1, 2, 3)]
    await planner.api("POST", f"{paths[0]}/costs", {"amount": "144", "quantity": "12", "valid_from": "2020-01-01"})
    ids = [UUID(path.rpartition("/")[2]) for path in paths]
    then = await CostRepository(uow).as_of(ids, date(2021, 5, 1))
    assert {key: cost.exact for key, cost in then.items()} == {ids[0]: 12}
    now = await CostRepository(uow).as_of(ids, clock.now().date() + timedelta(days=1))
    materials = await MaterialRepository(uow).components(ids)
    assert [costs.per_own_unit(now[key], materials[key]) for key in ids] == [1, 2, 3]
    assert await CostRepository(uow).as_of([], date(2021, 5, 1)) == {}


async def test_a_cost_per_roll_is_exact_per_kilogram(planner: Person, uow: UnitOfWork) -> None:
    roll, kilo = f"R{uuid4().hex[:6].upper()}", f"K{uuid4().hex[:6].upper()}"
    for code, dimension in ((roll, "container"), (kilo, "mass")):
        await planner.api("POST", "/units", {"code": code, "name": code, "dimension": dimension})
    path = await bought(planner, kilo)
    await planner.api("POST", f"{path}/conversions", {"unit": roll, "base_quantity": "34.7"})
    assert (await planner.api("POST", f"{path}/costs", {"amount": "100", "unit": roll})).status_code == 201
    key = UUID(path.rpartition("/")[2])
    cost = (await CostRepository(uow).as_of([key], clock.now().date() + timedelta(days=1)))[key]
    material = (await MaterialRepository(uow).components([key]))[key]
    assert costs.per_own_unit(cost, material) * Decimal("34.7").as_integer_ratio()[0] == 1000
    assert (await planner.api("GET", path)).json()["standard_cost"] == "2.881844"


async def test_a_standard_that_begins_today_is_shown(planner: Person, unit: str, uow: UnitOfWork) -> None:
    path = await bought(planner, unit, standard_cost="3")
    await planner.api("POST", f"{path}/costs", {"amount": "7", "valid_from": "2031-01-01"})
    key = UUID(path.rpartition("/")[2])
    assert await costs.follow(uow, [key], on=date(2031, 1, 1)) == 1
    assert (await MaterialRepository(uow).by_id(key)).standard_cost == 7
    assert await costs.follow(uow, [key], on=date(2031, 1, 1)) == 0
