"""As built, as planned, as of today: every difference has its reason, or is marked."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from tests.cast import Person
from tests.modules.assembly.bench import Bench
from tests.modules.stock.place import made
from unison_web.demo.companies import system
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.modules.bom.models import Bom
from unison_web.modules.changes.models import ChangedBill, EngineeringChange
from unison_web.modules.materials.models import Material


async def compared(bench: Bench, serial: str = "") -> dict[str, dict[str, Any]]:
    url = f"/work-orders/{bench.number}/as-built"
    answer = await bench.supervisor.api("GET", url, params={"serial": serial} if serial else {})
    assert answer.status_code == 200, answer.text
    return {row["material"]: row for row in answer.json()["rows"]}


def said(row: dict[str, Any]) -> list[tuple[str, bool]]:
    return [(note["text"], note["explained"]) for note in row["notes"]]


async def test_an_order_built_as_planned_has_no_differences(bench: Bench):
    await bench.ready()
    (piece,) = await bench.pieces()
    await bench.scan(piece["id"], (await bench.lots(bench.rotor))[0])
    await bench.scan(piece["id"], (await bench.lots(bench.seal))[0])
    rows = await compared(bench)
    assert said(rows[bench.rotor]) == [("1 of it in pieces that are not reported yet", True)]
    await bench.report("1")
    rows = await compared(bench)
    assert {part: (rows[part]["expected"], rows[part]["built"], said(rows[part])) for part in rows} == {
        bench.rotor: ("1", "1", []), bench.seal: ("2", "2", []), bench.bolt: ("4", "4", []),
    }  # fmt: skip
    of_piece = await compared(bench, piece["number"])
    assert (said(of_piece[bench.rotor]), of_piece[bench.rotor]["built"]) == ([], "1")
    assert said(of_piece[bench.bolt]) == [("Used up by reports of the whole order", True)]
    page = await bench.supervisor.see(f"/work-orders/{bench.number}/as-built")
    assert "Every difference is explained." in page.text


async def test_bad_pieces_alternates_exchanges_and_gifts_are_named(bench: Bench):
    await bench.ready()
    (piece,) = await bench.pieces()
    rotors, (spare,) = await bench.lots(bench.rotor), await bench.lots(bench.spare)
    (part,) = (await bench.scan(piece["id"], rotors[0])).json()["parts"]
    await bench.scan(piece["id"], spare)
    url = f"/lots/{piece['id']}/parts/{part['id']}/exchange"
    await made(bench.supervisor, url, {"code": rotors[1], "reason": "Runs rough"})
    await bench.report("1")
    await bench.report("1", kind="scrap", reason="burr")
    rows = await compared(bench)
    assert said(rows[bench.rotor]) == [
        (f"{rotors[0]} was taken out: Runs rough", True), ("1 more for 1 bad pieces", True),
    ]  # fmt: skip
    assert ("An approved alternate stands for 2 of it", True) in said(rows[bench.seal])
    assert said(rows[bench.spare]) == [(f"Approved alternate for {bench.seal}", True)]
    assert said(rows[bench.bolt]) == [("4 more for 1 bad pieces", True)]
    of_piece = await compared(bench, piece["number"])
    assert said(of_piece[bench.seal]) == [("An approved alternate stands for 2 of it", True)]


async def test_what_nobody_explained_is_marked(bench: Bench):
    await bench.ready("1")
    issue = f"/work-orders/{bench.number}/stock/issues"
    await made(bench.supervisor, issue, {"material": bench.bolt, "quantity": "6"})
    assert said((await compared(bench))[bench.bolt]) == [("6 given to the order and not used yet", True)]
    await bench.report("1")
    operation = f"/work-orders/{bench.number}/operations/10"
    await made(bench.supervisor, f"{operation}/finish", {})
    assert said((await compared(bench))[bench.bolt]) == [("2 more than planned, and nobody said why", False)]
    page = await bench.supervisor.see(f"/work-orders/{bench.number}/as-built")
    assert "nobody said why" in page.text


async def test_the_bill_of_today_differs_because_of_a_change(bench: Bench, operator: Person, other_planner: Person):
    await bench.ready()
    today = date.today()  # noqa: DTZ011
    async with unit_of_work(bench.engine, system(bench.planner.organization)) as uow:
        old = await uow.session.scalar(
            select(Bom).join(Material, Bom.material_id == Material.id).where(Material.number == bench.pump)
        )
        assert old
        old.valid_to = today - timedelta(days=2)
    await bench.bill("B", seals=3, routing=False, since=today - timedelta(days=1))
    rows = await compared(bench)
    assert said(rows[bench.seal]) == [("Today 3 for one piece: revision B was released since", True)]
    async with unit_of_work(bench.engine, system(bench.planner.organization)) as uow:
        bill = await uow.session.scalar(
            select(Bom).join(Material, Bom.material_id == Material.id)
            .where(Material.number == bench.pump, Bom.revision == "B")
        )  # fmt: skip
        assert bill
        change = EngineeringChange(number="EC" + bench.pump, title="Third seal", state="released")
        uow.session.add(change)
        await uow.session.flush()
        uow.session.add(ChangedBill(change_id=change.id, bom_id=bill.id))
    rows = await compared(bench)
    assert said(rows[bench.seal]) == [
        (f"Today 3 for one piece: change EC{bench.pump}, Third seal, revision B", True),
    ]  # fmt: skip
    url = f"/work-orders/{bench.number}/as-built"
    assert (await operator.see(url)).status_code == 200
    assert (await other_planner.api("GET", url)).status_code == 404
    assert (await bench.supervisor.api("GET", url, params={"serial": "NONE"})).status_code == 404
