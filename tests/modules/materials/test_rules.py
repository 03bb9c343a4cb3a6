"""Every transition and every refusal of materials and units."""

from __future__ import annotations

from decimal import Decimal

import pytest

from unison_web.kit.search import folded
from unison_web.modules.materials import rules
from unison_web.modules.materials.scans import gtin_in

ALLOWED = {
    ("draft", "active"),
    ("draft", "obsolete"),
    ("active", "phase_out"),
    ("active", "obsolete"),
    ("phase_out", "active"),
    ("phase_out", "obsolete"),
    ("obsolete", "phase_out"),
}


@pytest.mark.parametrize("before", rules.LIFE.states)
@pytest.mark.parametrize("after", rules.LIFE.states)
def test_every_step_of_a_life(before: str, after: str) -> None:
    assert bool(rules.may_become(before, after)) is ((before, after) in ALLOWED)


@pytest.mark.parametrize("state", rules.LIFE.states)
def test_only_the_obsolete_enters_nothing_new(state: str) -> None:
    assert bool(rules.may_enter_new_lines("A", state)) is (state != "obsolete")


@pytest.mark.parametrize(
    ("dimension", "numerator", "denominator", "offset", "field"),
    [
        ("length", 127, 5000, "0", ""),
        ("length", 0, 1, "0", "numerator"),
        ("length", 1, -1, "0", "numerator"),
        ("mass", 1, 1, "1", "offset"),
        ("temperature", 5, 9, "459.67", ""),
        ("container", 12, 1, "0", "numerator"),
    ],
)
def test_what_a_unit_may_be(dimension: str, numerator: int, denominator: int, offset: str, field: str) -> None:
    assert rules.good_factor(dimension, numerator, denominator, Decimal(offset)).field == field


def test_a_box_is_no_carton() -> None:
    box, carton = (rules.engine_unit(code, "container", 1, 1, Decimal(0)) for code in ("BOX", "CAR"))
    assert box.dimension != carton.dimension


@pytest.mark.parametrize(
    ("gtin", "good"), [("", True), ("4006381333931", True), ("4006381333932", False), ("12", False)]
)
def test_a_gtin_has_its_check_digit(gtin: str, good: bool) -> None:
    assert bool(rules.good_gtin(gtin)) is good


def test_words_are_found_without_the_right_keyboard() -> None:
    assert folded("Śruba M8×40", "", "ocynkowana ŁÓDŹ") == "sruba m8x40 ocynkowana lodz"


@pytest.mark.parametrize(
    ("code", "gtin"),
    [
        ("(01)05901234123457(10)A1", "05901234123457"),
        ("]C10105901234123457", "05901234123457"),
        ("4006381333931", "04006381333931"),
        ("4006381333932", ""),
        ("BK-R93R-62", ""),
    ],
)
def test_a_scan_says_which_material(code: str, gtin: str) -> None:
    assert gtin_in(code) == gtin
