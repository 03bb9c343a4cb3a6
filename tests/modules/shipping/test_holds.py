"""A lot on hold cannot be picked, packed or shipped, whenever the hold comes, and everybody reads why and who."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.modules.shipping.yard import Yard
from tests.modules.stock.place import made, on_hand, sums_are_right

#: Where a shipment is when the hold comes, and what is refused then.
STOPPED = {
    "picking": ("picks/{pick}/confirmation", {}),
    "picked": ("units", {"everything": True}),
    "boxed": ("packing", {}),
    "packed": ("readiness", {}),
    "ready": ("dispatch", {}),
}


async def far_as(yard: Yard, stage: str) -> dict[str, Any]:
    if stage != "boxed":
        return await getattr(yard, stage)("2")  # type: ignore[no-any-return]
    found = await yard.picked("2")
    return await made(yard.logistics, f"/shipments/{found['id']}/units", {"everything": True})


@pytest.mark.parametrize("stage", list(STOPPED))
async def test_a_hold_stops_every_stage_and_is_named(
    yard: Yard, logistics: Person, quality: Person, stage: str, engine: AsyncEngine
) -> None:
    found = await far_as(yard, stage)
    lot = await yard.lot_id(yard.soon)
    held = await made(quality, f"/lots/{lot}/holds", {"reason": "Cracks in the weld"})
    path, body = STOPPED[stage]
    url = f"/shipments/{found['id']}"
    answer = await logistics.api("POST", f"{url}/{path.format(pick=found['picks'][0]['id'])}", body)
    assert (answer.status_code, answer.json()["code"]) == (422, "on-hold")
    assert answer.json()["detail"] == f"Lot {yard.soon} is on hold: Cracks in the weld ({quality.name})"
    for page in ("", "/picks", "/units"):
        seen = (await logistics.see(url + page)).text
        assert ("Cracks in the weld" in seen, quality.name in seen, f"/lots/{lot}" in seen) == (True, True, True)
    assert [(each["lot"], each["who"]) for each in (await logistics.api("GET", url)).json()["stops"]] == [
        (yard.soon, quality.name)
    ]
    hold = held["holds"][0]["id"]
    await made(quality, f"/lots/{lot}/holds/{hold}/release", {"reason": "It was a scratch"})
    answer = await logistics.api("POST", f"{url}/{path.format(pick=found['picks'][0]['id'])}", body)
    assert answer.status_code < 300, answer.text
    assert await sums_are_right(engine, logistics, yard.material)


async def test_a_held_lot_is_not_suggested_and_left_out_by_the_picker(
    yard: Yard, logistics: Person, quality: Person
) -> None:
    found = await yard.picking("2")
    await made(quality, f"/lots/{await yard.lot_id(yard.soon)}/holds", {"reason": "Cracks in the weld"})
    other = await yard.picking("2")
    assert [each["lot"] for each in other["picks"]] == [yard.late]
    pick = found["picks"][0]
    said = {"lot": yard.late}
    done = await made(logistics, f"/shipments/{found['id']}/picks/{pick['id']}/exchange", said)
    assert [each["lot"] for each in done["picks"]] == [yard.late]
    back = {"lot": yard.soon, "reason": "I want that one"}
    refused = await logistics.api("POST", f"/shipments/{found['id']}/picks/{done['picks'][0]['id']}/exchange", back)
    assert "Cracks in the weld" in refused.text


async def test_what_is_on_hold_may_be_said_not_to_go(yard: Yard, quality: Person) -> None:
    found = await yard.picking("2")
    await made(quality, f"/lots/{await yard.lot_id(yard.soon)}/holds", {"reason": "Cracks in the weld"})
    done = await yard.confirm(found, found["picks"][0], quantity="0", reason="On hold")
    assert [each["state"] for each in done["picks"]] == ["short"]
    again = await made(yard.logistics, f"/shipments/{found['id']}/allocation", {})
    assert [each["lot"] for each in again["picks"] if each["state"] == "open"] == [yard.late]


async def test_a_recall_that_comes_while_people_pick_wins_or_waits(
    yard: Yard, logistics: Person, supervisor: Person, quality: Person, engine: AsyncEngine
) -> None:
    """Six shipments of one lot are picked while it is recalled: what was confirmed before the recall cannot leave, what
    came after was not confirmed, and nothing is taken twice."""
    found = [await yard.picking("1") for _n in range(6)]
    recall = await made(quality, "/recalls", {"code": yard.soon, "reason": "Wrong steel"})

    async def picks(number: int) -> int:
        who = (logistics, supervisor)[number % 2]
        one = found[number]
        url = f"/shipments/{one['id']}/picks/{one['picks'][0]['id']}/confirmation"
        return (await who.api("POST", url, {})).status_code

    async def recalls() -> int:
        return (await quality.api("POST", f"/recalls/{recall['id']}/hold")).status_code

    *answers, held = await asyncio.gather(*(picks(number) for number in range(6)), recalls())
    assert (held, set(answers) <= {200, 422}) == (200, True)
    for one, answer in zip(found, answers, strict=True):
        url = f"/shipments/{one['id']}"
        now = (await logistics.api("GET", url)).json()
        assert now["picks"][0]["state"] == ("picked" if answer == 200 else "open")
        boxed = await logistics.api("POST", f"{url}/units", {"everything": True})
        assert boxed.status_code == 422
    assert (await on_hand(logistics, yard.material))[yard.far, yard.soon, "released"] == "10"
    assert await sums_are_right(engine, logistics, yard.material)


async def test_a_hold_and_a_lorry_at_the_same_moment_end_one_way_or_the_other(
    yard: Yard, logistics: Person, quality: Person, engine: AsyncEngine
) -> None:
    found = await yard.ready("2")
    lot = await yard.lot_id(yard.soon)
    gone, held = await asyncio.gather(
        logistics.api("POST", f"/shipments/{found['id']}/dispatch", {}),
        quality.api("POST", f"/lots/{lot}/holds", {"reason": "Cracks in the weld"}),
    )
    assert held.status_code == 201
    left = {200: "8", 422: "10"}[gone.status_code]
    assert (await on_hand(logistics, yard.material))[yard.far, yard.soon, "released"] == left
    if gone.status_code == 422:
        assert "Cracks in the weld" in gone.json()["detail"]
    assert await sums_are_right(engine, logistics, yard.material)
