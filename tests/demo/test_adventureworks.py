"""The published files are read completely, and the explosion agrees with the published answers."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from unison_web.demo.adventureworks.factory import load
from unison_web.demo.adventureworks.records import Factory, Routing
from unison_web.engine.explosion import explode, leaves, totals
from unison_web.engine.quantity import as_decimal
from unison_web.engine.structure import Line, Structure, find_cycle, low_level_codes

EXPECTED: dict[str, Any] = json.loads(
    (Path(__file__).parent.parent / "cases" / "bom" / "bom_expected_small.json").read_text()
)
TODAY = date(2026, 11, 24)


@cache
def factory() -> Factory:
    return load()


@cache
def lines() -> list[Line[int]]:
    return [
        Line(row.assembly, row.component, row.quantity, starts=row.starts, ends=row.ends, key=row.id)
        for row in factory().bom
    ]


def test_every_row_of_every_file_is_there() -> None:
    counts = {name: len(getattr(factory(), name)) for name in Factory.__dataclass_fields__}
    assert counts == {
        "units": 38,
        "categories": 37,
        "products": EXPECTED["products"],
        "bom": EXPECTED["bom_rows"] - EXPECTED["top_level_rows_without_assembly"],
        "locations": 14,
        "models": 128,
        "routings": 242,
        "vendors": 104,
        "offers": 460,
        "costs": 395,
        "prices": 395,
        "stock": 1069,
        "scrap_reasons": 16,
        "shifts": 3,
        "departments": 16,
        "currencies": 105,
    }


def test_a_product_is_read_with_its_types() -> None:
    bike = next(product for product in factory().products if product.id == 749)
    assert (bike.number, bike.name, bike.made, bike.subcategory) == (
        "BK-R93R-62",
        "Road-150 Red, 62",
        True,
        "Road Bikes",
    )
    assert (bike.standard_cost, bike.weight, bike.weight_unit) == (Decimal("2171.2942"), Decimal("15.00"), "LB")


@pytest.mark.parametrize("product", EXPECTED["explosions"])
def test_a_complete_bike_explodes_as_published(product: str) -> None:
    answer = EXPECTED["explosions"][product]
    structure = Structure.of(lines(), on=TODAY)
    rows = explode(structure, int(product))
    assert len(rows) == answer["explosion_rows"] == 89
    assert max(row.level for row in rows) == answer["max_level"] == 4
    sums = totals(structure, int(product))
    assert {str(item): as_decimal(amount) for item, amount in sums.items()} == {
        item: Decimal(amount) for item, amount in answer["total_required"].items()
    }
    parts = leaves(structure, int(product))
    assert len(parts) == answer["leaf_components"]
    costs = {item.id: item.standard_cost for item in factory().products}
    rollup = sum(as_decimal(amount) * costs[item] for item, amount in parts.items())
    assert str(rollup.quantize(Decimal("0.0001"))) == answer["leaf_material_rollup"]


@pytest.mark.parametrize(
    ("day", "rows"), EXPECTED["rows_effective_on(start<=d and (end null or end>=d))"].items(), ids=str
)
def test_as_many_lines_are_effective_as_published(day: str, rows: int) -> None:
    """The published counts include the rows without an assembly, which are no lines of ours."""
    text = (load.__globals__["DATA"] / "BillOfMaterials.csv").read_text(encoding="utf-8")
    tops = [row.split("\t") for row in text.splitlines() if not row.split("\t")[1]]
    alone = sum(row[3][:10] <= day and (not row[4] or row[4][:10] >= day) for row in tops)
    found = sum(line.effective(date.fromisoformat(day)) for line in lines())
    assert found + alone == rows


def test_there_are_no_cycles_and_levels_follow() -> None:
    assert len(find_cycle(lines())) == EXPECTED["cycles"] == 0
    codes = low_level_codes(lines())
    assert codes[749] == 0
    assert max(codes.values()) == 4
    parents = {line.parent for line in Structure.of(lines(), on=TODAY).lines}
    assert len(parents) == EXPECTED["assemblies_with_active_children"]
    assert sum(codes[parent] == 0 for parent in parents) == EXPECTED["top_assemblies"]


def test_nine_models_carry_their_own_instructions() -> None:
    instructed = [model for model in factory().models if model.operations]
    assert len(instructed) == 9
    touring = next(model for model in instructed if model.name == "HL Touring Frame")
    assert touring.document == "FR-210B"
    forming = touring.operations[0]
    assert (forming.location, forming.lot_size, forming.run_minutes) == (10, 100, Decimal("1.8"))
    assert forming.steps[0].text == "Insert aluminum sheet MS-2341 into the T-85A framing tool."
    assert forming.steps[0].tools == ("T-85A framing tool",)
    assert forming.steps[4].specs == ("INFS-111",)
    assert touring.operations[1].steps[1].illustrations == ("3",)
    assert touring.operations[1].steps[0].blueprints == ("1299",)


def test_slips_of_the_source_are_corrected() -> None:
    paint = next(model for model in factory().models if model.name == "LL Touring Frame").operations[3]
    assert paint.location == 40, "written to location 4, a paint storage"
    assert "specification AWC-503" in paint.steps[5].text, "the space before the tag was forgotten"


def test_every_made_product_has_a_routing_at_real_work_centers() -> None:
    centers = {place.id for place in factory().locations if place.is_work_center}
    routed = {routing.product.id: routing for routing in factory().routings}
    assert len(routed) == len(factory().routings)
    assert {product.id for product in factory().products if product.made} <= set(routed)
    for routing in routed.values():
        assert routing.operations
        assert {operation.location for operation in routing.operations} <= centers
        assert all(operation.run_minutes > 0 and operation.lot_size > 0 for operation in routing.operations)
        assert routing.derived is not any(operation.steps for operation in routing.operations)
    assert Counter(routing.derived for routing in routed.values()) == {True: 215, False: 27}


@pytest.mark.parametrize(
    ("number", "derived", "sequence"),
    [
        ("BK-R93R-62", True, [60]),
        ("FR-T98Y-60", False, [10, 20, 30, 45, 50, 60]),
        ("FR-M94S-42", True, [10, 20, 30, 45, 50, 60]),
        ("FR-R92R-62", True, [10, 20, 30, 40, 50, 60]),
        ("SA-T467", False, [50]),
        ("CS-2812", True, [10]),
        ("HU-8998", True, [10, 20]),
    ],
)
def test_where_things_are_made(number: str, derived: bool, sequence: list[int]) -> None:
    routing = _routing(number)
    assert routing.derived is derived
    assert [operation.location for operation in routing.operations] == sequence


def test_a_bike_takes_a_fifth_of_four_shifts_of_final_assembly() -> None:
    """Four days of eight hours for a lot of twenty: an hour and a half each."""
    operation = _routing("BK-R93R-62").operations[0]
    assert (operation.lot_size, operation.run_minutes) == (20, Decimal(96))


def _routing(number: str) -> Routing:
    return next(routing for routing in factory().routings if routing.product.number == number)
