"""Pieces put together by scan: what fits goes in, what does not is refused in words, and nothing is forgotten."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.cast import Person
from tests.modules.assembly.bench import Bench
from tests.modules.stock.place import lots_of, made, on_hand, sums_are_right, warehouse


async def lying(bench: Bench, part: str) -> Decimal:
    return sum((Decimal(each) for each in (await on_hand(bench.logistics, part)).values()), Decimal(0))


async def trace(person: Person, code: str, way: str = "up") -> dict[str, str]:
    """What is directly beside a number, with quantities."""
    found = (await person.api("GET", "/trace", params={"code": code})).json()
    root = found["node"]["id"]
    return {step["label"]: step["quantity"] for step in found[way]["steps"] if step["parent"] == root}


async def test_a_piece_is_built_part_by_part_and_the_report_takes_only_the_rest(bench: Bench):
    await bench.ready()
    (piece,) = await bench.pieces()
    rotor, (seal,) = (await bench.lots(bench.rotor))[0], await bench.lots(bench.seal)
    assert (await bench.scan(piece["id"], rotor)).status_code == 201
    done = (await bench.scan(piece["id"], seal)).json()
    assert [(need["built"], need["needed"]) for need in done["needs"]] == [("1", "1"), ("2", "2")]
    assert (await lying(bench, bench.rotor), await lying(bench, bench.seal)) == (4, 18)
    assert await trace(bench.supervisor, piece["number"]) == {rotor: "1", seal: "2"}
    await bench.report("1")
    assert (await lying(bench, bench.rotor), await lying(bench, bench.seal), await lying(bench, bench.bolt)) == (
        4, 18, 96,
    )  # fmt: skip
    (made_piece,) = await lots_of(bench.logistics, bench.pump)
    assert (made_piece["number"], made_piece["quantity"]) == (piece["number"], "1")
    assert await trace(bench.supervisor, rotor, "down") == {piece["number"]: "1"}
    for part in (bench.rotor, bench.seal, bench.bolt, bench.pump):
        assert await sums_are_right(bench.engine, bench.logistics, part)


async def test_what_does_not_belong_is_refused_in_words(bench: Bench, quality: Person):
    await bench.ready()
    one, two = await bench.pieces(2)
    rotors, (seal,) = await bench.lots(bench.rotor), await bench.lots(bench.seal)

    async def refused(piece: dict[str, Any], said: str, **more: Any) -> str:
        answer = await bench.scan(piece["id"], said, **more)
        assert answer.status_code == 422, answer.text
        errors: dict[str, str] = answer.json()["errors"]
        return next(iter(errors.values()))

    assert await refused(one, "NOT-KNOWN") == "There is no lot or serial number NOT-KNOWN"
    assert await refused(one, two["number"]) == (
        f"{bench.pump} does not go into this piece. It takes {bench.rotor}, {bench.seal}"
    )
    assert await refused(one, one["number"]) == "A piece does not go into itself"
    await bench.scan(one["id"], rotors[0])
    assert await refused(two, rotors[0]) == f"{rotors[0]} is built into {one['number']} already"
    assert await refused(one, rotors[1]) == f"All 1 of {bench.rotor} are built in already. Take one out first"
    assert await refused(one, seal, quantity="3") == f"Only 2 more of {bench.seal} go in"
    await bench.receive(bench.seal, "5", lot="OLD" + bench.seal, expires_on="2020-01-01")
    assert await refused(one, "OLD" + bench.seal) == f"Lot OLD{bench.seal} has expired"
    held = next(each for each in await lots_of(bench.logistics, bench.rotor) if each["number"] == rotors[1])
    await made(quality, f"/lots/{held['id']}/holds", {"reason": "Cracked"})
    assert await refused(two, rotors[1]) == f"Lot {rotors[1]} is on hold: Cracked"


async def test_an_approved_alternate_stands_for_its_component(bench: Bench):
    await bench.ready()
    (piece,) = await bench.pieces()
    (spare,) = await bench.lots(bench.spare)
    done = (await bench.scan(piece["id"], spare)).json()
    assert [(part["quantity"], part["stands_for"]) for part in done["parts"]] == [("4", bench.seal)]
    assert [need["built"] for need in done["needs"] if need["material"] == bench.seal] == ["2"]


async def test_a_part_is_exchanged_with_a_reason_and_the_history_stays(bench: Bench):
    await bench.ready()
    (piece,) = await bench.pieces()
    old, new = (await bench.lots(bench.rotor))[:2]
    (part,) = (await bench.scan(piece["id"], old)).json()["parts"]
    url = f"/lots/{piece['id']}/parts/{part['id']}"
    wrong = await bench.supervisor.api("POST", f"{url}/exchange", {"code": old + "X", "reason": "Runs rough"})
    assert wrong.status_code == 422
    shown = (await bench.supervisor.api("GET", f"/lots/{piece['id']}/parts")).json()
    assert [each["lot"] for each in shown["parts"]] == [old]
    done = await made(bench.supervisor, f"{url}/exchange", {"code": new, "reason": "Runs rough"})
    assert [(each["lot"], each["replaces"]) for each in done["parts"]] == [(new, old)]
    assert [(each["lot"], each["removal_reason"]) for each in done["removed"]] == [(old, "Runs rough")]
    assert (bench.store, old, "quarantine") in await on_hand(bench.logistics, bench.rotor)
    assert await trace(bench.supervisor, piece["number"]) == {new: "1"}
    again = await bench.supervisor.api("POST", f"{url}/removal", {"reason": "once more"})
    assert again.status_code == 422
    page = await bench.supervisor.see(f"/lots/{piece['id']}/parts")
    assert ("Runs rough" in page.text, f"in place of {old}" in page.text) == (True, True)
    await bench.report("1")
    assert await lying(bench, bench.rotor) == 4
    assert await sums_are_right(bench.engine, bench.logistics, bench.rotor)


async def test_what_is_on_hold_comes_out_only_into_quarantine(bench: Bench, quality: Person):
    await bench.ready()
    (piece,) = await bench.pieces()
    rotor = (await bench.lots(bench.rotor))[0]
    (part,) = (await bench.scan(piece["id"], rotor)).json()["parts"]
    await made(quality, f"/lots/{part['lot_id']}/holds", {"reason": "Recall"})
    url = f"/lots/{piece['id']}/parts/{part['id']}/removal"
    answer = await bench.supervisor.api("POST", url, {"reason": "Recall", "status": "released"})
    assert "status" in answer.json()["errors"]
    elsewhere = await warehouse(bench.logistics)
    await made(bench.supervisor, url, {"reason": "Recall", "status": "blocked", "location": elsewhere})
    assert (elsewhere, rotor, "blocked") in await on_hand(bench.logistics, bench.rotor)


async def test_what_was_issued_by_hand_goes_into_the_piece_and_not_twice(bench: Bench):
    await bench.ready()
    (piece,) = await bench.pieces()
    (seal,) = await bench.lots(bench.seal)
    said = {"material": bench.seal, "lot": seal, "quantity": "20"}
    await made(bench.supervisor, f"/work-orders/{bench.number}/stock/issues", said)
    assert (await bench.scan(piece["id"], seal)).status_code == 201
    assert await trace(bench.supervisor, piece["number"]) == {seal: "2"}
    assert await lying(bench, bench.seal) == 0
    await bench.report("1")
    assert await sums_are_right(bench.engine, bench.logistics, bench.seal)


async def test_numbers_are_given_once_for_each_piece(bench: Bench, operator: Person, other_planner: Person):
    await bench.ready("2")
    (piece, _other) = await bench.pieces(2)
    url = f"/work-orders/{bench.number}/pieces"
    answer = await bench.supervisor.api("POST", url, {"count": 1})
    assert answer.json()["errors"] == {"count": "Every piece of this order has a number"}
    assert (await operator.see(f"/lots/{piece['id']}/parts")).status_code == 200
    removal = await operator.see(f"/lots/{piece['id']}/parts/{piece['id']}/removal")
    assert removal.status_code == 403
    assert (await other_planner.api("GET", f"/lots/{piece['id']}/parts")).status_code == 404


async def test_two_at_once_cannot_use_one_part_twice(bench: Bench):
    import asyncio

    await bench.ready()
    one, two = await bench.pieces(2)
    rotor = (await bench.lots(bench.rotor))[0]
    answers = await asyncio.gather(*(bench.scan(each["id"], rotor) for each in (one, two)))
    assert sorted(answer.status_code for answer in answers) == [201, 422]
    assert await lying(bench, bench.rotor) == 4
