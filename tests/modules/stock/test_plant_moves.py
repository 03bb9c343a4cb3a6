"""Stock between two plants of a company: nothing is in both, nothing gets lost without a reason."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.modules.stock.place import code, lots_of, made, material, on_hand, sums_are_right, warehouse
from unison_web.kit.actor import Actor
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.kit.errors import NotFound, Refused
from unison_web.modules.stock.models import Location
from unison_web.modules.stock.repository import UNDER_WAY
from unison_web.modules.stock.schemas_moves import ArrivalIn, LossIn
from unison_web.modules.stock.service import plant_moves
from unison_web.modules.stock.service.plant_moves import PlantMoveRepository


@dataclass(frozen=True)
class Other:
    """Another plant of the company with a store, and somebody who works there."""

    plant: dict[str, Any]
    store: str
    actor: Actor


@pytest.fixture(scope="module")
async def other(admin: Person) -> Other:
    mark = code("P")
    plant = await made(admin, "/plants", {"code": mark, "name": mark, "zone": "Europe/Vienna", "currency": "EUR"})
    assert admin.actor
    there = replace(admin.actor, plant_id=UUID(plant["id"]), plant_name=mark, plant_code=mark)
    async with unit_of_work(admin.app.state.engine, there) as uow:
        uow.session.add(Location(plant_id=there.plant_id, code=mark, name=mark, kind="warehouse"))
    return Other(plant, mark, there)


async def sent(planner: Person, logistics: Person, other: Other, tracking: str = "none") -> dict[str, Any]:
    """Six of ten."""
    number, store = await material(planner, tracking), await warehouse(logistics)
    lot = {"lot": code("L")} if tracking != "none" else {}
    said = {"material": number, "quantity": "10", "location": store, **lot}
    await made(logistics, "/stock-receipts", said)
    return await made(logistics, "/plant-moves", {**said, "quantity": "6", "to_plant": other.plant["code"]})


async def arrive(engine: AsyncEngine, other: Other, move: dict[str, Any], quantity: str) -> None:
    async with unit_of_work(engine, other.actor) as uow:
        row = await PlantMoveRepository(uow).record(UUID(move["id"]), lock=True)
        await plant_moves.arrive(uow, row, ArrivalIn(quantity=Decimal(quantity), location=other.store))


async def agrees(engine: AsyncEngine, person: Person, move: dict[str, Any]) -> bool:
    """What is under way is what the ledger says, for somebody who sees both plants."""
    assert person.actor
    async with unit_of_work(engine, replace(person.actor, plant_id=None)) as uow:
        return move["id"] not in {str(row[1]) for row in await uow.session.execute(text(UNDER_WAY))}


async def test_it_leaves_one_plant_and_comes_to_the_other_in_parts(
    planner: Person, logistics: Person, engine: AsyncEngine, other: Other
) -> None:
    move = await sent(planner, logistics, other)
    assert (move["under_way"], move["state"]) == ("6", "in_transit")
    assert list((await on_hand(logistics, move["material"])).values()) == ["4"]
    refused = await logistics.api("POST", f"/plant-moves/{move['id']}/arrivals", {"quantity": "1", "location": "X"})
    assert refused.json()["code"] == "other-plant", "whoever works here cannot say what came there"
    await arrive(engine, other, move, "4")
    async with unit_of_work(engine, other.actor) as uow:
        row = await PlantMoveRepository(uow).record(UUID(move["id"]))
        assert (row.under_way, row.state) == (2, "in_transit")
        lies = await uow.session.scalar(
            text("SELECT quantity FROM stock_balances WHERE material_id = :m"), {"m": row.material_id}
        )
        assert lies == 4, "and the four that stayed are out of sight of that plant"
    seen = await logistics.see(f"/plant-moves/{move['id']}")
    assert ("Under way" in seen.text, move["number"] in (await logistics.see("/plant-moves")).text) == (True, True)
    assert await agrees(engine, logistics, move)
    assert await sums_are_right(engine, logistics, move["material"])


async def test_what_does_not_come_is_written_off_with_a_reason(
    planner: Person, logistics: Person, engine: AsyncEngine, other: Other
) -> None:
    move = await sent(planner, logistics, other)
    await arrive(engine, other, move, "5")
    async with unit_of_work(engine, other.actor) as uow:
        row = await PlantMoveRepository(uow).record(UUID(move["id"]), lock=True)
        with pytest.raises(Refused):
            await plant_moves.lose(uow, row, LossIn(quantity=row.under_way, reason="no"))
        await plant_moves.lose(uow, row, LossIn(quantity=row.under_way, reason="Crushed in the truck"))
        assert (row.state, row.lost) == ("arrived", 1)
    with pytest.raises(Refused):
        await arrive(engine, other, move, "1")
    assert await agrees(engine, logistics, move)


async def test_two_people_who_receive_the_last_ones_end_with_one_winner(
    planner: Person, logistics: Person, engine: AsyncEngine, other: Other
) -> None:
    move = await sent(planner, logistics, other)
    answers = await asyncio.gather(*(arrive(engine, other, move, "4") for _n in range(3)), return_exceptions=True)
    assert sum(isinstance(each, Refused) for each in answers) == 2
    assert await agrees(engine, logistics, move)


async def test_more_than_is_there_is_not_sent_and_not_to_the_same_plant(
    planner: Person, logistics: Person, engine: AsyncEngine, other: Other
) -> None:
    move = await sent(planner, logistics, other)
    said = {"material": move["material"], "location": "", "quantity": "1", "to_plant": other.plant["code"]}
    (place, _lot, _status) = next(iter(await on_hand(logistics, move["material"])))
    few = await logistics.api("POST", "/plant-moves", {**said, "location": place, "quantity": "5"})
    assert few.json()["errors"] == {"quantity": "Only 4 EA are free here"}
    assert logistics.actor
    same = await logistics.api(
        "POST", "/plant-moves", {**said, "location": place, "to_plant": logistics.actor.plant_code}
    )
    assert "to_plant" in same.json()["errors"]
    nowhere = await logistics.api("POST", "/plant-moves", {**said, "location": place, "to_plant": "NOWHERE"})
    assert "to_plant" in nowhere.json()["errors"]


async def test_a_lot_keeps_its_number_and_a_hold_stops_it_on_the_way(
    planner: Person, logistics: Person, quality: Person, engine: AsyncEngine, other: Other
) -> None:
    move = await sent(planner, logistics, other, tracking="lot")
    lot = (await lots_of(logistics, move["material"]))[0]
    await made(quality, f"/lots/{lot['id']}/holds", {"reason": "Rust"})
    with pytest.raises(Refused):
        await arrive(engine, other, move, "1")
    assert move["lot"] == lot["number"]


async def test_a_third_plant_and_another_company_see_nothing_of_it(
    planner: Person, logistics: Person, stranger: Person, engine: AsyncEngine, other: Other, admin: Person
) -> None:
    move = await sent(planner, logistics, other)
    assert (await stranger.api("GET", f"/plant-moves/{move['id']}")).status_code == 404
    mark = code("P")
    third = await made(admin, "/plants", {"code": mark, "name": mark, "zone": "Europe/Vienna", "currency": "EUR"})
    async with unit_of_work(engine, replace(other.actor, plant_id=UUID(third["id"]))) as uow:
        with pytest.raises(NotFound):
            await PlantMoveRepository(uow).record(UUID(move["id"]))


async def test_every_page_of_a_move_opens_and_a_plain_form_sends_it(
    planner: Person, logistics: Person, admin: Person, other: Other
) -> None:
    move = await sent(planner, logistics, other)
    assert f'value="{other.plant["code"]}"' in (await logistics.see("/plant-moves/new")).text
    for page in ("arrivals/new", "losses/new"):
        text = (await admin.see(f"/plant-moves/{move['id']}/{page}")).text
        assert ("are under way" in text, move["number"] in text) == (True, True)
    (place, _lot, _status) = next(iter(await on_hand(logistics, move["material"])))
    said = {"material": move["material"], "location": place, "to_plant": other.plant["code"]}
    assert (await logistics.send("/plant-moves", **said, quantity="1")).status_code == 303
    wrong = await logistics.send("/plant-moves", **said, quantity="99")
    assert (wrong.status_code, "are free here" in wrong.text) == (422, True)
