"""Rows of every noun: mistakes named by row, again without doubles."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

import pytest

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import NotFound
from unison_web.kit.importing.report import Report
from unison_web.modules.bom.repository import BomRepository
from unison_web.modules.imports.service.run import run
from unison_web.modules.materials.repository import MaterialRepository
from unison_web.modules.routings.repository import RoutingRepository

UNITS = "code,name,dimension,numerator,denominator\nIPC,Piece,count,,\nIKG,Kilogram,mass,,\nIG,Gram,mass,1,1000\n"
MATERIALS = "number,name,unit,type\nI-CAR,Car,IPC,make\nI-AXLE,Axle,IPC,make\nI-NUT,Nut,IPC,buy\nI-OIL,Oil,IKG,buy\n"
STEPS = "item,op,position,text,tools\nI-CAR,10,1,Clamp it,vice\n"


async def bring(uow: UnitOfWork, kind: str, text: str) -> Report:
    return await run(uow, kind, csv.DictReader(io.StringIO(text)))


def told(report: Report) -> list[tuple[int, str]]:
    return [(problem.row, problem.column) for problem in report.problems]


async def stocked(uow: UnitOfWork) -> None:
    for kind, text in (("units", UNITS), ("materials", MATERIALS)):
        assert (await bring(uow, kind, text)).problems == []


async def test_an_unknown_kind_is_not_there(uow: UnitOfWork) -> None:
    with pytest.raises(NotFound):
        await run(uow, "secrets", [])


async def test_bad_rows_are_named_and_the_others_go_in(uow: UnitOfWork) -> None:
    await stocked(uow)
    report = await bring(
        uow,
        "materials",
        "number,name,unit,type,standard_cost,gtin,category\n"
        'I-1,Good,IPC,buy,"1,50",,Small things\n'
        "I-2,,IPC,buy,,,\n"
        "I-3,No unit,XXX,buy,,,\n"
        "I-4,Odd type,IPC,steal,,,\n"
        "I-5,Dear,IPC,buy,much,,\n"
        "I-6,Negative,IPC,buy,-1,,\n"
        "I-7,Scanned,IPC,buy,,5901234123458,\n"
        "I-1,Twice,IPC,buy,,,\n",
    )
    assert told(report) == [
        (3, "name"),
        (4, "unit"),
        (5, "type"),
        (6, "standard_cost"),
        (7, "standard_cost"),
        (8, "gtin"),
        (9, "number"),
    ]
    assert (report.rows, report.created) == (8, 1)
    assert str(report.problems[1]) == "4: unit: There is no unit with the code XXX"
    good = await MaterialRepository(uow).by_number("I-1")
    assert good is not None and good.standard_cost == 1.5


async def test_again_changes_what_differs_and_doubles_nothing(uow: UnitOfWork) -> None:
    await stocked(uow)
    again = await bring(uow, "materials", MATERIALS.replace("Axle", "Front axle"))
    assert (again.created, again.changed, again.same) == (0, 1, 3)
    settled = await bring(uow, "materials", "number,name,unit,type\nI-NUT,Nut,IKG,buy\n")
    assert told(settled) == [(2, "unit")]
    bent = await bring(uow, "units", "code,name,dimension,numerator,denominator\nIG,Gram,mass,1,999\n")
    assert "Create another unit instead" in bent.problems[0].reason


async def test_a_bill_with_a_circle_is_refused_at_the_row_that_closes_it(uow: UnitOfWork) -> None:
    await stocked(uow)
    report = await bring(
        uow,
        "bom",
        "parent,component,quantity,unit,scrap,valid_from,valid_to,position\n"
        "I-CAR,I-AXLE,2,,,,,\n"
        'I-AXLE,I-NUT,"4,5",,5,2026-01-01,2026-12-31,\n'
        "I-AXLE,I-OIL,250,IG,,,,\n"
        "I-AXLE,I-CAR,1,,,,,\n"
        "I-AXLE,I-OIL,1,IPC,,,,\n"
        "I-AXLE,NOBODY,1,,,,,\n"
        "I-AXLE,I-NUT,0,,,,,\n"
        "I-AXLE,I-NUT,1,,,2026-02-02,2026-02-01,\n"
        "I-CAR,I-AXLE,3,,,,,\n",
    )
    assert sorted(told(report)) == [
        (5, "component"),
        (6, "unit"),
        (7, "component"),
        (8, "quantity"),
        (9, "valid_to"),
        (10, "component"),
    ]
    reasons = {problem.row: problem.reason for problem in report.problems}
    assert reasons[5] == "I-AXLE would contain itself: I-AXLE → I-CAR → I-AXLE"
    assert reasons[6] == "I-OIL is counted in IKG, and IPC cannot be converted to it"
    axle = await MaterialRepository(uow).by_number("I-AXLE")
    assert axle is not None
    bill = await BomRepository(uow).record((await BomRepository(uow).of_material(axle.id))[0].id)
    assert bill.state == "released"
    assert [(line.position, line.component.number, str(line.quantity.normalize())) for line in bill.lines] == [
        (10, "I-NUT", "4.5"),
        (20, "I-OIL", "2.5E+2"),
    ]


async def test_a_further_revision_waits_for_its_release(uow: UnitOfWork) -> None:
    await stocked(uow)
    await bring(uow, "bom", "parent,component,quantity\nI-CAR,I-AXLE,2\n")
    again = await bring(uow, "bom", "parent,component,quantity\nI-CAR,I-AXLE,3\n")
    assert (again.created, again.changed) == (0, 1)
    await bring(uow, "bom", "parent,component,quantity,revision\nI-CAR,I-AXLE,4,B\n")
    car = await MaterialRepository(uow).by_number("I-CAR")
    assert car is not None
    assert {bom.revision: bom.state for bom in await BomRepository(uow).of_material(car.id)} == {
        "A": "released",
        "B": "draft",
    }


async def test_places_routings_and_steps(uow: UnitOfWork) -> None:
    await stocked(uow)
    centers = await bring(uow, "work-centers", 'code,name,cost_rate,hours_per_week\nI1,Mill,"30,5",80\nI2,Saw,1,999\n')
    assert (centers.created, told(centers)) == (1, [(3, "hours_per_week")])
    machines = await bring(
        uow, "machines", "code,name,work_center,plant\nIM-1,Mill 1,I1,\nIM-2,Mill 2,I9,\nIM-3,Mill,I1,MARS\n"
    )
    assert (machines.created, told(machines)) == (1, [(3, "work_center"), (4, "plant")])
    rows = "I-CAR,10,I1,2.5,true\nI-CAR,20,I9,1,\nNOBODY,10,I1,1,\nI-CAR,30,I1,-1,\n"
    text = "item,op,work_center,run_minutes,derived\n" + rows
    routings = await bring(uow, "routings", text)
    assert (routings.created, told(routings)) == (2, [(3, "work_center"), (4, "item"), (5, "run_minutes")])
    steps = await bring(uow, "steps", "item,op,position,text,tools\nI-CAR,10,1,Clamp it,vice\nI-CAR,99,1,Nothing,\n")
    assert (steps.created, told(steps)) == (1, [(3, "op")])
    car = await MaterialRepository(uow).by_number("I-CAR")
    assert car is not None
    routing = await RoutingRepository(uow).released(car.id)
    assert routing is not None and routing.derived
    assert routing.operations[0].steps[0].tools == ["vice"]
    again = [
        await bring(uow, "routings", text),
        await bring(uow, "steps", STEPS),
    ]
    assert [(report.created, report.changed) for report in again] == [(0, 0), (0, 0)]


async def test_categories_may_hang_on_later_rows(uow: UnitOfWork) -> None:
    report = await bring(
        uow, "categories", "name,parent\nI-Leaf,I-Branch\nI-Branch,I-Root\nI-Root,\nI-Lost,I-Nowhere\n"
    )
    assert (report.created, told(report)) == (3, [(5, "parent")])


async def test_thousands_of_rows_stream_through(uow: UnitOfWork) -> None:
    """A generator goes in; at no time are there more than a chunk of rows in the reader's hands."""
    await stocked(uow)
    alive = 0

    def many() -> Iterable[dict[str, object]]:
        nonlocal alive
        for index in range(5_000):
            alive += 1
            yield {"number": f"MANY-{index:05}", "name": "Part", "unit": "IPC", "type": "buy"}

    report = await run(uow, "materials", many())
    assert (alive, report.created, report.problems) == (5_000, 5_000, [])
