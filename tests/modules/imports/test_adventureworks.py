"""The bicycle factory goes in through the importer, once, quickly, and explodes as published."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.conftest import rolled_back
from unison_web.demo.adventureworks.factory import load
from unison_web.demo.adventureworks.load import master_data
from unison_web.demo.companies import system
from unison_web.kit.db.ids import new_id
from unison_web.kit.db.ledger import AuditEntry
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.importing.report import Report
from unison_web.modules.bom.models import BomLine
from unison_web.modules.bom.service import structure, views
from unison_web.modules.materials.repository import MaterialRepository
from unison_web.modules.organizations import service as organizations
from unison_web.modules.routings.repository import RoutingRepository

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
async def loaded(engine: AsyncEngine) -> AsyncIterator[tuple[UnitOfWork, list[Report]]]:
    """A company of its own that is gone after these tests."""
    async with rolled_back(engine, system(new_id())) as uow:
        await organizations.found(uow, f"bikes-{uow.organization_id}", "Bikes")
        await organizations.add_plant(uow, "BOT", "Bothell", "America/Los_Angeles", currency="USD")
        yield uow, await master_data(uow)


async def test_every_row_goes_in(loaded: tuple[UnitOfWork, list[Report]]) -> None:
    _uow, reports = loaded
    assert [str(problem) for report in reports for problem in report.problems] == []
    factory = load()
    created = {report.kind: report.created for report in reports}
    assert created == {
        "units": 38,
        "categories": 45,
        "materials": 504,
        "work-centers": 7,
        "machines": 14,
        "bom": 238 + 2576,
        "routings": len(factory.routings) + sum(len(routing.operations) for routing in factory.routings),
        "steps": sum(len(operation.steps) for routing in factory.routings for operation in routing.operations),
    }


async def test_again_is_no_double(loaded: tuple[UnitOfWork, list[Report]]) -> None:
    uow, _reports = loaded
    audited = select(func.count()).where(AuditEntry.organization_id == uow.organization_id)
    before = await uow.session.scalar(audited)
    again = await master_data(uow)
    assert {report.kind: (report.created, report.changed) for report in again if report.created or report.changed} == {}
    assert await uow.session.scalar(audited) == before


async def test_a_complete_bike_explodes_to_89_rows_on_4_levels(loaded: tuple[UnitOfWork, list[Report]]) -> None:
    uow, _reports = loaded
    bike = await MaterialRepository(uow).by_number("BK-R93R-62")
    assert bike is not None
    below = await structure.load_below(uow, bike.id, TODAY)
    tree = views.tree(below, await MaterialRepository(uow).record(bike.id), None, Decimal(1), None, ended=False)
    assert (tree.lines, tree.components, tree.levels) == (89, 74, 4)
    assert tree.rows[0].name == "HL Road Frame - Red, 62"
    assert (tree.rows[0].operation, tree.rows[0].share) == (60, 40)
    assert tree.material_cost == Decimal("190.2598")
    totals = views.totals(below, below.materials[bike.id], Decimal(10))
    assert {item.material: item.quantity for item in totals.items}["BE-2908"] == 80


async def test_structures_load_in_a_constant_number_of_queries(
    loaded: tuple[UnitOfWork, list[Report]], engine: AsyncEngine
) -> None:
    uow, _reports = loaded
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    counts = []
    event.listen(engine.sync_engine, "before_cursor_execute", note)
    try:
        for number in ("BK-R93R-62", "FK-9939", "BL-2036"):
            material = await MaterialRepository(uow).by_number(number)
            assert material is not None
            uow.session.expunge_all()
            asked.clear()
            await structure.load_below(uow, material.id, TODAY)
            counts.append(len(asked))
    finally:
        event.remove(engine.sync_engine, "before_cursor_execute", note)
    assert counts == [3, 3, 3]
    assert all("organization_id" in statement for statement in asked)


async def test_where_used_reaches_every_bike(loaded: tuple[UnitOfWork, list[Report]]) -> None:
    uow, _reports = loaded
    ball = await MaterialRepository(uow).by_number("BA-8327")
    assert ball is not None
    above = await structure.load_above(uow, ball.id, TODAY)
    used = views.where_used(above, await MaterialRepository(uow).record(ball.id))
    assert used.tops == 97
    assert used.rows[0].material == "BE-2349"


async def test_real_routings_carry_their_steps_and_derived_ones_say_so(
    loaded: tuple[UnitOfWork, list[Report]],
) -> None:
    uow, _reports = loaded
    uow.session.expunge_all()
    frame, bike = [await MaterialRepository(uow).by_number(number) for number in ("FR-T98Y-60", "BK-R93R-62")]
    assert frame is not None and bike is not None
    routing = await RoutingRepository(uow).released(frame.id)
    assert routing is not None
    assert (routing.derived, routing.source) == (False, "FR-210B HL Touring Frame")
    forming = routing.operations[0]
    assert (forming.sequence, forming.name, forming.setup_minutes, forming.usual_quantity) == (
        10,
        "Frame Forming",
        30,
        5,
    )
    assert forming.steps[0].tools == ["T-85A framing tool"]
    derived = await RoutingRepository(uow).released(bike.id)
    assert derived is not None
    assert (derived.derived, [op.run_minutes for op in derived.operations]) == (True, [96])


async def test_an_order_is_told_what_it_needs_and_where(loaded: tuple[UnitOfWork, list[Report]]) -> None:
    uow, _reports = loaded
    frame = await MaterialRepository(uow).by_number("FR-T98Y-60")
    assert frame is not None
    needs = await structure.needs(uow, frame.id, Decimal(120), TODAY)
    told = {need.component.number: (need.quantity, need.operation, need.component.unit.code) for need in needs}
    assert told["PA-823Y"] == (960, 45, "OZ")
    assert told["CS-2812"] == (240, 20, "EA")
    assert told["FK-9939"] == (120, 50, "EA")


async def test_lines_that_ended_are_kept(loaded: tuple[UnitOfWork, list[Report]]) -> None:
    uow, _reports = loaded
    ended = select(func.count()).where(
        BomLine.organization_id == uow.organization_id, BomLine.valid_to.is_not(None), BomLine.valid_to < TODAY
    )
    assert await uow.session.scalar(ended) == 199 - 6, "six of them were no component of anything"
