"""What can be imported, and how its columns are known."""

from __future__ import annotations

import pytest
from litestar import Litestar

from tests.factories.plant import SmallFactory
from unison_web.kit.custom.fields import CustomField, Fields
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.importing import extra
from unison_web.kit.importing.declaring import bare, choice_words
from unison_web.modules.bom.importing.indented import Indented, counted, depth
from unison_web.modules.imports.nouns import every
from unison_web.modules.imports.service.run import run
from unison_web.modules.work_orders.repository import WorkOrderRepository


def test_every_noun_says_who_may_write_it_and_what_tells_its_records_apart(app: Litestar) -> None:
    assert list(every()) == [
        "people", "work-centers", "machines", "partners", "units", "categories", "materials", "conversions",
        "material-costs", "material-suppliers", "bom", "routings", "steps", "work-orders", "customer-orders",
        "forecasts",
    ]  # fmt: skip
    for noun in every().values():
        assert noun.permission in app.state.permissions
        assert set(noun.natural_key) <= set(noun.fields)
        for column in noun.columns:
            assert len(column.heads) > 1, f"{noun.key}: nobody else has a word for {column.field}"
            assert set(column.choices) <= {*choice_words().get(column.field, {}).values(), *column.choices}


def test_a_columns_type_is_that_of_its_field() -> None:
    kinds = {column.field: column.kind for column in every()["materials"].columns}
    assert (kinds["number"], kinds["standard_cost"], kinds["lead_days"]) == ("text", "number", "whole")
    assert (kinds["phantom"], kinds["type"], kinds["shelf_life_days"]) == ("yes_no", "choice", "whole")
    assert {column.field: column.kind for column in every()["bom"].columns}["valid_from"] == "date"
    assert bare(str) is str


async def test_columns_a_company_adds_come_with_the_others(uow: UnitOfWork) -> None:
    noun = every()["materials"]
    assert await extra.columns_of(uow, noun) == noun.columns

    async def asks(uow: UnitOfWork, key: str) -> Fields:
        return (CustomField("materials", "heat", "Heat no.", "text"),) if key == "materials" else ()

    extra._asks.append(asks)
    try:
        assert (await extra.columns_of(uow, noun))[-1].field == "custom.heat"
        assert await extra.columns_of(uow, every()["units"]) == every()["units"].columns
    finally:
        extra._asks.remove(asks)


def test_an_indented_bill_finds_the_parent_above() -> None:
    place = Indented()
    rows = [("0", "CAR"), ("1", "AXLE"), ("2", "NUT"), ("2", "BOLT"), ("1", "BODY")]
    told = [place({"level": level, "component": name, "quantity": "1"}) for level, name in rows]
    assert [row.get("parent") for row in told] == [None, "CAR", "AXLE", "AXLE", "CAR"]
    assert told[0] == {}


@pytest.mark.parametrize(("said", "level"), [("2", 2), ("..3", 3), ("1.2.3", 3), ("", None), ("Level 4", 4)])
def test_levels_are_written_in_many_ways(said: str, level: int | None) -> None:
    assert depth(said) == level


@pytest.mark.parametrize(("said", "many"), [("R1,R2,R3", 3), ("C11 C15", 2), ("R1-R4, R9", 5), ("D1", 1)])
def test_references_are_counted(said: str, many: int) -> None:
    assert counted(said) == many
    assert Indented()({"references": said})["quantity"] == str(many)


async def test_open_orders_get_operations_and_finished_ones_are_history(uow: UnitOfWork, factory: SmallFactory) -> None:
    number = factory.frame
    rows = [
        {"number": "OLD-1", "material": number, "quantity": "5", "due": "2025-01-02T12:00:00", "good": "5",
             "completed": "2025-01-03"},
        {"number": "NEW-1", "material": number, "quantity": "5", "due": "2027-01-02T12:00:00"},
        {"number": "NEW-1", "material": number, "quantity": "6", "due": "2027-01-02T12:00:00"},
        {"number": "NEW-2", "material": "nothing", "quantity": "6", "due": "2027-01-02T12:00:00"},
    ]  # fmt: skip
    report = await run(uow, "work-orders", rows)
    assert [(p.row, p.column, p.conflict) for p in report.problems] == [(4, "number", True), (5, "material", False)]
    old = await WorkOrderRepository(uow).by_number("OLD-1", whole=True)
    new = await WorkOrderRepository(uow).by_number("NEW-1", whole=True)
    assert (old.state, old.good, old.operations) == ("closed", 5, [])
    assert new.state == "planned"
    assert new.operations
