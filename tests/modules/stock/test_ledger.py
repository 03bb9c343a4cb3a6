"""Everything that moves is written down twice and never leaves less than nothing."""

from __future__ import annotations

import asyncio
import random
from decimal import Decimal

from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.modules.stock.place import lots_of, made, material, on_hand, sums_are_right, warehouse


async def test_thirty_two_people_cannot_take_more_than_there_is(
    planner: Person, logistics: Person, engine: AsyncEngine
):
    part, store, line = await material(planner), await warehouse(logistics), await warehouse(logistics)
    await made(logistics, "/stock-receipts", {"material": part, "quantity": "20", "location": store})

    async def takes() -> int:
        said = {"material": part, "quantity": "1", "location": store, "to": line}
        return (await logistics.api("POST", "/stock-transfers", said)).status_code

    answers = await asyncio.gather(*[takes() for _n in range(32)])
    assert (answers.count(201), answers.count(422)) == (20, 12)
    assert await on_hand(logistics, part) == {(line, "", "released"): "20"}
    assert await sums_are_right(engine, logistics, part)


async def test_a_storm_of_moves_and_reversals_leaves_the_sums_right(
    planner: Person, logistics: Person, engine: AsyncEngine
):
    part = await material(planner, "lot")
    places = [await warehouse(logistics) for _n in range(3)]
    for place in places[:2]:
        await made(logistics, "/stock-receipts", {"material": part, "quantity": "40", "location": place})
    lots, dice, done = [lot["number"] for lot in await lots_of(logistics, part)], random.Random(4), []

    async def something() -> None:
        place, to = dice.sample(places, 2)
        said = {"material": part, "lot": dice.choice(lots), "location": place}
        kind = dice.choice(["move", "move", "adjust", "back"])
        if kind == "move":
            answer = await logistics.api("POST", "/stock-transfers", {**said, "to": to, "quantity": "7"})
        elif kind == "adjust":
            more = {**said, "difference": str(dice.choice([-5, 3])), "reason": "counted again"}
            answer = await logistics.api("POST", "/stock-adjustments", more)
        elif done:
            url = f"/stock-movements/{dice.choice(done)}/reversal"
            answer = await logistics.api("POST", url, {"reason": "it was wrong"})
        else:
            return
        assert answer.status_code in (201, 409, 422), answer.text  # 409: somebody else took it back first
        if answer.status_code == 201 and kind != "back":
            done.extend(answer.json()["movements"])

    for _round in range(6):
        await asyncio.gather(*[something() for _n in range(12)])
    assert await sums_are_right(engine, logistics, part)
    assert all(Decimal(each) > 0 for each in (await on_hand(logistics, part)).values())


async def test_a_movement_is_taken_back_once(planner: Person, logistics: Person):
    part, store = await material(planner), await warehouse(logistics)
    moved = await made(logistics, "/stock-receipts", {"material": part, "quantity": "5", "location": store})
    url = f"/stock-movements/{moved['movements'][0]}/reversal"
    await made(logistics, url, {"reason": "wrong part"})
    again = await logistics.api("POST", url, {"reason": "wrong part"})
    assert again.json()["detail"] == "This movement was taken back already"
    assert await on_hand(logistics, part) == {}


async def test_an_adjustment_says_why_and_stops_at_nothing(planner: Person, logistics: Person):
    part, store = await material(planner), await warehouse(logistics)
    await made(logistics, "/stock-receipts", {"material": part, "quantity": "5", "location": store})
    said = {"material": part, "location": store, "difference": "-6", "reason": "fell down"}
    answer = await logistics.api("POST", "/stock-adjustments", said)
    assert answer.json()["errors"]["quantity"] == "Only 5 EA are free here"
    answer = await logistics.api("POST", "/stock-adjustments", {**said, "reason": "x"})
    assert answer.json()["errors"] == {"reason": "Say why, in a few words"}


async def test_a_large_difference_waits_for_somebody_else(
    planner: Person, logistics: Person, supervisor: Person, engine: AsyncEngine
):
    part, store = await material(planner), await warehouse(logistics)
    await made(logistics, "/stock-receipts", {"material": part, "quantity": "100", "location": store})
    small = await made(logistics, "/stock-counts", {"material": part, "location": store, "counted": "98"})
    assert (small["state"], await on_hand(logistics, part)) == ("posted", {(store, "", "released"): "98"})
    large = await made(logistics, "/stock-counts", {"material": part, "location": store, "counted": "50"})
    assert (large["state"], large["difference"]) == ("waiting", "-48")
    await made(logistics, "/stock-receipts", {"material": part, "quantity": "10", "location": store})
    assert (await logistics.api("POST", f"/stock-counts/{large['id']}/approval")).status_code == 403
    assert (await supervisor.api("POST", f"/stock-counts/{large['id']}/approval")).json()["state"] == "posted"
    assert await on_hand(logistics, part) == {(store, "", "released"): "60"}
    again = await supervisor.api("POST", f"/stock-counts/{large['id']}/rejection")
    assert again.json()["detail"] == "This count was decided already"
    assert await sums_are_right(engine, logistics, part)


async def test_nobody_approves_a_count_of_their_own(planner: Person, logistics: Person, supervisor: Person):
    part, store = await material(planner), await warehouse(logistics)
    own = await made(supervisor, "/stock-counts", {"material": part, "location": store, "counted": "5"})
    answer = await supervisor.api("POST", f"/stock-counts/{own['id']}/approval")
    assert answer.json()["detail"] == "Somebody else has to look at a count of your own"
