"""Units are exact, conversions do not drift, rounding happens once and by a stated rule."""

from __future__ import annotations

import json
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unison_web.engine.quantity import (
    Bridge,
    Unit,
    UnitMismatch,
    as_decimal,
    convert,
    parse_factor,
    ratio,
    round_to,
)

CASES = Path(__file__).parent.parent / "cases" / "uom"
METRE = Unit("m", "length")
INCH = Unit("in", "length", 127, 5000)
KILOGRAM = Unit("kg", "mass")
POUND = Unit.of("lb", "mass", "0.45359237")
ROLL = Unit("roll", "roll")
PIECE = Unit("pc", "count")
KELVIN = Unit("K", "temperature")
CELSIUS = Unit("C", "temperature", offset=Decimal("273.15"))
FAHRENHEIT = Unit("F", "temperature", 5, 9, offset=Decimal("459.67"))
SHEET = [Bridge(ROLL, Decimal(1), KILOGRAM, Decimal("34.7")), Bridge(KILOGRAM, Decimal("0.27"), METRE, Decimal(1))]

amounts = st.decimals(min_value=Decimal("-1e9"), max_value=Decimal("1e9"), places=6, allow_nan=False)
units = st.sampled_from([METRE, INCH, Unit("ft", "length", 381, 1250), Unit("mm", "length", 1, 1000)])


def _load(name: str) -> list[dict[str, Any]]:
    return json.loads((CASES / name).read_text(encoding="utf-8"))  # type: ignore[no-any-return]


@pytest.mark.parametrize("case", _load("uom_factors.json"), ids=lambda case: case["from_unit"])
def test_a_published_definition_converts_exactly_both_ways(case: dict[str, str]) -> None:
    base = Unit(case["to_unit"], "any")
    unit = Unit.of(case["from_unit"], "any", case["factor"])
    assert convert(1, unit, base) == Fraction(case["factor"])
    assert convert(Decimal(case["factor"]), base, unit) == 1


@pytest.mark.parametrize("case", _load("rounding_cases.json"), ids=lambda case: case["value"])
def test_a_published_rounding_case_holds(case: dict[str, Any]) -> None:
    value = Decimal(case["value"])
    if "cash_rounding" in case:
        assert round_to(value, Decimal(case["cash_rounding"]), "half_up") == Decimal(case["expected"])
        return
    for rule in ("half_up", "half_even"):
        if rule in case:
            assert str(as_decimal(value, case["digits"], rule)) == case[rule]


@pytest.mark.parametrize(
    "row", [row for row in _load("unece_rec20_sample.json") if row["factor"][0].isdigit()], ids=lambda row: row["code"]
)
def test_a_factor_reads_as_unece_prints_it(row: dict[str, str]) -> None:
    exact = {
        "INH": "0.0254",
        "PT": "0.000473176",
        "K24": "2989.067",
        "Q32": "1e-18",
        "Q37": "0.0000115741",
        "M49": "20.11684",
        "D43": "1.660538782e-27",
        "C25": "0.001",
        "ATM": "101325",
        "SMI": "1609.344",
        "FAH": "5/9",
    }
    factor = parse_factor(row["factor"])
    assert factor > 0
    if row["code"] in exact:
        assert factor == Fraction(exact[row["code"]])


@pytest.mark.parametrize("text", ["", "m", "kg x m/s", "m³", "x 10⁻² m", "10⁹⁹⁹ m"])
def test_text_without_a_factor_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"number|range"):
        parse_factor(text)


@given(amounts, units, units)
def test_there_and_back_is_where_it_started(amount: Decimal, source: Unit, target: Unit) -> None:
    assert convert(convert(amount, source, target), target, source) == Fraction(amount)


@given(amounts, units, units, units)
def test_a_detour_changes_nothing(amount: Decimal, first: Unit, second: Unit, third: Unit) -> None:
    assert convert(convert(amount, first, second), second, third) == convert(amount, first, third)


def test_a_thousand_small_issues_leave_nothing_behind() -> None:
    """Buy 7 rolls, stock kilograms, consume metres: what is left is exactly nothing."""
    stocked = convert(7, ROLL, KILOGRAM, bridges=SHEET)
    metres = convert(7, ROLL, METRE, bridges=SHEET)
    issued = sum((convert(metres / 1000, METRE, KILOGRAM, bridges=SHEET) for _ in range(1000)), Fraction(0))
    assert stocked == issued == Fraction("242.9")


def test_units_of_different_kinds_need_a_bridge() -> None:
    with pytest.raises(UnitMismatch, match=r"pc \(count\) cannot be converted to kg \(mass\)"):
        convert(1, PIECE, KILOGRAM)
    assert convert(2, PIECE, POUND, bridges=[Bridge(PIECE, Decimal(1), KILOGRAM, Decimal("0.45359237"))]) == 2
    with pytest.raises(UnitMismatch):
        convert(1, PIECE, KILOGRAM, bridges=SHEET)


@pytest.mark.parametrize(
    ("value", "source", "target", "expected"),
    [("-40", CELSIUS, FAHRENHEIT, "-40"), ("212", FAHRENHEIT, CELSIUS, "100"), ("0", KELVIN, CELSIUS, "-273.15")],
)
def test_temperatures_have_an_offset(value: str, source: Unit, target: Unit, expected: str) -> None:
    assert convert(Decimal(value), source, target) == Fraction(expected)
    with pytest.raises(UnitMismatch):
        ratio(source, target)


@given(amounts, st.sampled_from(["0.01", "0.05", "1", "24", "0.000001"]))
def test_rounding_agrees_with_decimal_and_stays_within_a_step(amount: Decimal, step: str) -> None:
    size = Decimal(step)
    down, up = round_to(amount, size, "floor"), round_to(amount, size, "ceiling")
    assert down <= amount <= up
    assert up - down in (0, size)
    assert abs(round_to(amount, size, "half_even") - amount) * 2 <= size
    if step in ("0.01", "1"):
        assert round_to(amount, size, "half_even") == amount.quantize(size, ROUND_HALF_EVEN)
        assert round_to(amount, size, "half_up") == amount.quantize(size, ROUND_HALF_UP)


@pytest.mark.parametrize(
    ("value", "rule", "expected"),
    [("2.1", "up", 3), ("-2.1", "up", -3), ("2.9", "down", 2), ("-2.9", "down", -2), ("-2.5", "half_up", -3)],
)
def test_the_other_rules_go_where_their_names_say(value: str, rule: Any, expected: int) -> None:
    assert round_to(Decimal(value), Decimal(1), rule) == expected


def test_a_third_of_a_third_survives_until_it_is_rounded_up() -> None:
    """Two thirds thrice are two, not 2.000…1: rounding up to whole pieces must not make three of it."""
    third = Fraction(2, 3)
    assert round_to(third * 3, Decimal(1), "up") == 2


@pytest.mark.parametrize("wrong", [(0, 1), (1, 0), (-1, 2)])
def test_a_unit_without_a_positive_factor_is_refused(wrong: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="positive"):
        Unit("x", "length", *wrong)
    with pytest.raises(ValueError, match="above zero"):
        Bridge(ROLL, Decimal(0), KILOGRAM, Decimal(1))
    with pytest.raises(ValueError, match="above zero"):
        round_to(Decimal(1), Decimal(0))
