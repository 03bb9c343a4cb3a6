"""Explosion, where-used, phantoms, cycles and low-level codes."""

from __future__ import annotations

import json
import time
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unison_web.engine.explosion import TooManyRows, explode, implode, leaves, requirements, totals, used_in
from unison_web.engine.structure import CycleFound, Line, Structure, closing_path, find_cycle, graph_of, low_level_codes

CASES = Path(__file__).parent.parent / "cases" / "bom"


def _line(parent: str, component: str, quantity: str | int = 1, **more: Any) -> Line[str]:
    return Line(parent, component, Decimal(quantity), **more)


BICYCLE = [
    _line("bike", "frame", 1, position=10),
    _line("bike", "wheel", 2, position=20),
    _line("frame", "tube", 3),
    _line("frame", "paint", 8, position=90),
    _line("wheel", "spoke", 36),
    _line("wheel", "rim"),
    _line("tube", "sheet", "0.5"),
    _line("rim", "sheet", "0.25"),
]


@st.composite
def structures(draw: st.DrawFn) -> list[Line[int]]:
    """Random structures without cycles: a line only ever leads to a higher number."""
    size = draw(st.integers(2, 12))
    pairs = draw(st.lists(st.tuples(st.integers(0, size - 2), st.integers(1, size - 1)), max_size=30))
    quantity = st.decimals(min_value=Decimal("0.001"), max_value=100, places=3)
    scrap = st.sampled_from([Decimal(0), Decimal("0.05"), Decimal("0.3")])
    base = st.sampled_from([Decimal(1), Decimal(3), Decimal(100)])
    return [
        Line(parent, component, draw(quantity), draw(base), draw(scrap), position=index)
        for index, (parent, component) in enumerate(pairs)
        if parent < component
    ]


def test_an_indented_list_goes_depth_first_in_the_order_of_positions() -> None:
    rows = explode(Structure.of(BICYCLE), "bike", 10)
    assert [(row.level, row.item, row.quantity) for row in rows] == [
        (1, "frame", 10),
        (2, "tube", 30),
        (3, "sheet", 15),
        (2, "paint", 80),
        (1, "wheel", 20),
        (2, "spoke", 720),
        (2, "rim", 20),
        (3, "sheet", 5),
    ]
    assert [row.parent_row for row in rows] == [-1, 0, 1, 0, -1, 4, 4, 6]
    assert [row.has_more for row in rows] == [True, True, False, False, True, False, True, False]


def test_levels_and_rows_can_be_limited() -> None:
    structure = Structure.of(BICYCLE)
    assert [row.item for row in explode(structure, "bike", levels=1)] == ["frame", "wheel"]
    with pytest.raises(TooManyRows):
        explode(structure, "bike", limit=3)
    assert explode(structure, "sheet") == []


def test_sums_and_the_flat_list_count_every_place() -> None:
    structure = Structure.of(BICYCLE)
    assert totals(structure, "bike", 2)["sheet"] == 4
    assert leaves(structure, "bike") == {"sheet": 2, "paint": 8, "spoke": 72}
    assert used_in(structure, "sheet") == {
        "tube": Fraction(1, 2),
        "rim": Fraction(1, 4),
        "frame": Fraction(3, 2),
        "wheel": Fraction(1, 4),
        "bike": 2,
    }
    assert [(row.level, row.item, row.exact) for row in implode(structure, "rim")] == [(1, "wheel", 1), (2, "bike", 2)]


def test_scrap_and_base_quantity_enter_exactly() -> None:
    structure = Structure.of([_line("a", "b", 19, scrap=Decimal("0.05")), _line("b", "c", 2, base=Decimal(3))])
    assert totals(structure, "a", 3) == {"b": 60, "c": 40}
    with pytest.raises(ValueError, match="lose everything"):
        Structure.of([_line("a", "b", scrap=Decimal(1))])


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2021-05-31", ["old"]),
        ("2021-06-01", ["new"]),
        ("2021-06-30", ["new"]),
        ("2021-07-01", []),
        (None, ["old", "new"]),
    ],
)
def test_both_ends_of_a_line_belong_to_it(on: str | None, expected: list[str]) -> None:
    lines = [
        _line("a", "old", ends=date(2021, 5, 31)),
        _line("a", "new", starts=date(2021, 6, 1), ends=date(2021, 6, 30), position=1),
    ]
    day = date.fromisoformat(on) if on else None
    assert [row.item for row in explode(Structure.of(lines, on=day), "a")] == expected


def test_a_phantom_inside_a_phantom_requires_what_the_flat_bill_requires() -> None:
    lines = [
        _line("order", "kit", 2, position=10, key="kit"),
        _line("kit", "set", 3),
        _line("set", "bolt", 4, scrap=Decimal("0.2")),
        _line("kit", "nut", 1, position=5),
        _line("order", "bolt", 1, position=20, key="bolt"),
    ]
    nested = requirements(Structure.of(lines, {"kit", "set"}), "order", 5)
    assert [(need.component, need.exact, need.first.key, need.through) for need in nested] == [
        ("bolt", 150, "kit", ("kit", "set")),
        ("nut", 10, "kit", ("kit",)),
        ("bolt", 5, "bolt", ()),
    ]
    flat = [_line("order", "bolt", 30), _line("order", "nut", 2), _line("order", "bolt", 1)]
    assert _sum(nested) == _sum(requirements(Structure.of(flat), "order", 5))


def test_a_phantom_with_nothing_inside_is_required_itself() -> None:
    """Blowing it through would silently drop a part from the order."""
    found = requirements(Structure.of([_line("order", "kit", 2)], {"kit"}), "order")
    assert [(need.component, need.quantity) for need in found] == [("kit", 2)]


def test_a_cycle_is_refused_with_its_path() -> None:
    loop = [*BICYCLE, _line("sheet", "frame")]
    assert find_cycle(BICYCLE) == ()
    assert closing_path(graph_of(BICYCLE), "sheet", "frame") == ("sheet", "frame", "tube", "sheet")
    assert closing_path(graph_of(BICYCLE), "bike", "bike") == ("bike", "bike")
    assert closing_path(graph_of(BICYCLE), "sheet", "spoke") == ()
    for question in (explode, totals, requirements):
        phantoms = {"frame", "tube", "sheet"} if question is requirements else set()
        with pytest.raises(CycleFound) as refused:
            question(Structure.of(loop, phantoms), "bike")
        assert refused.value.path[0] == refused.value.path[-1]
        assert set(refused.value.path) == {"frame", "tube", "sheet"}
    with pytest.raises(CycleFound, match="frame → tube → sheet → frame|tube → sheet → frame → tube"):
        low_level_codes(loop)
    with pytest.raises(CycleFound) as upwards:
        implode(Structure.of(loop), "paint")
    assert upwards.value.path in (("sheet", "frame", "tube", "sheet"), ("frame", "tube", "sheet", "frame"))


@pytest.mark.parametrize(
    "case", json.loads((CASES / "mrp_explosion_cases.json").read_text()), ids=lambda case: case["id"]
)
def test_low_level_codes_of_published_structures(case: dict[str, Any]) -> None:
    items = case.get("items") or case["bom_and_lead_times"]
    lines = [_line(parent, *below) for parent, item in items.items() for below in item.get("bom", ())]
    codes = low_level_codes(lines)
    if "computed_by_us" in case and "items" in case:
        assert codes == {item: answer["low_level_code"] for item, answer in case["computed_by_us"].items()}
    else:
        assert codes == {"FP-1": 0, "FP-2": 0, "SF-1": 1, "SF-2": 1, "PP-1": 2, "PP-2": 2}


@settings(deadline=None)
@given(structures())
def test_rows_sum_up_to_the_totals_and_where_used_agrees(lines: list[Line[int]]) -> None:
    structure = Structure.of(lines)
    sums: dict[int, Fraction] = {}
    for row in explode(structure, 0):
        sums[row.item] = sums.get(row.item, Fraction(0)) + row.exact
    assert sums == totals(structure, 0)
    for item, amount in sums.items():
        assert used_in(structure, item)[0] == amount
        assert sum(row.exact for row in implode(structure, item) if row.item == 0) == amount


@settings(deadline=None)
@given(structures(), st.sets(st.integers(1, 10)))
def test_phantoms_change_who_is_issued_but_not_what_is_in_it(lines: list[Line[int]], phantoms: set[int]) -> None:
    structure = Structure.of(lines, phantoms)
    needed: dict[int, Fraction] = {}
    for need in requirements(structure, 0, 7):
        below = leaves(structure, need.component, need.exact) or {need.component: need.exact}
        for item, amount in below.items():
            needed[item] = needed.get(item, Fraction(0)) + amount
    assert needed == leaves(structure, 0, 7)


@given(structures())
def test_a_component_is_always_deeper_than_its_parents(lines: list[Line[int]]) -> None:
    codes = low_level_codes(lines)
    assert all(codes[line.component] > codes[line.parent] for line in lines)


def test_a_hundred_thousand_lines_take_less_than_two_seconds() -> None:
    """Ten levels, each part made of parts of the next level; one of them ended, none of it enumerated twice."""
    width, levels = 1000, 10
    lines = [
        Line((level, part), (level + 1, (part * 7 + step) % width), Decimal(step + 1), ends=date(2030, 1, 1))
        for level in range(levels)
        for part in range(width)
        for step in range(10)
    ]
    lines += [Line("top", (0, part), Decimal(1)) for part in range(width)]
    started = time.process_time()
    sums = totals(Structure.of(lines, on=date(2026, 1, 1)), "top")
    codes = low_level_codes(lines)
    seconds = time.process_time() - started
    assert len(sums) == width * (levels + 1)
    assert sum(sums[levels, part] for part in range(width)) == width * 55**levels
    assert codes[levels, 0] == levels + 1
    assert seconds < 2, seconds


def test_an_indented_list_of_a_hundred_thousand_rows_takes_less_than_two_seconds() -> None:
    lines = [
        Line((level, part), (level + 1, part * 10 + step), Decimal(2), starts=date(2020, 1, 1) + timedelta(level))
        for level in range(5)
        for part in range(10**level)
        for step in range(10)
    ]
    assert len(lines) == 111_110
    started = time.process_time()
    rows = explode(Structure.of(lines, on=date(2026, 1, 1)), (0, 0))
    seconds = time.process_time() - started
    assert len(rows) == 111_110
    assert rows[-1].exact == 32
    assert seconds < 2, seconds


def test_a_chain_of_a_hundred_thousand_levels_needs_no_recursion() -> None:
    lines = [Line(level, level + 1, Decimal(1)) for level in range(100_000)]
    assert explode(Structure.of(lines), 0)[-1].level == 100_000
    assert find_cycle([*lines, Line(100_000, 0, Decimal(1))])[0] == 0


def _sum(found: list[Any]) -> dict[str, Fraction]:
    sums: dict[str, Fraction] = {}
    for need in found:
        sums[need.component] = sums.get(need.component, Fraction(0)) + need.exact
    return sums
