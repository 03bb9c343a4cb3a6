"""What answers a check, and what an answer means."""

from __future__ import annotations

from decimal import Decimal

import pytest

from unison_web.modules.routings import rules_checks as rules

LOW, HIGH = Decimal("24.98"), Decimal("25.02")


@pytest.mark.parametrize(
    ("said", "good"),
    [("25", True), ("24.98", True), ("25,02", True), (" 25.020000 ", True), ("25.0201", False), ("-25", False)],
)
def test_a_measured_value_is_good_up_to_its_limits(said: str, good: bool) -> None:
    assert rules.answered("number", said, ())
    assert rules.judged("number", said, LOW, HIGH).passed is good


def test_a_limit_on_one_side_leaves_the_other_open() -> None:
    assert rules.judged("number", "-1000", None, HIGH).passed
    assert not rules.judged("number", "24.97", LOW, None).passed


@pytest.mark.parametrize("said", ["", "abc", "NaN", "Infinity", "1e12", "0.0000001", "1 000"])
def test_what_is_no_number_is_refused_at_the_field(said: str) -> None:
    verdict = rules.answered("number", said, ())
    assert not verdict and verdict.field == "said"


def test_a_tick_says_yes_or_no() -> None:
    assert rules.judged("tick", "yes", None, None).passed
    assert not rules.judged("tick", "no", None, None).passed
    assert not rules.answered("tick", "perhaps", ())


def test_a_choice_is_one_of_those_offered() -> None:
    assert rules.answered("choice", "tight", ("tight", "loose"))
    assert not rules.answered("choice", "wobbly", ("tight", "loose"))


@pytest.mark.parametrize(
    ("kind", "low", "high", "choices", "field"),
    [("tick", LOW, None, (), "low"), ("number", HIGH, LOW, (), "low"), ("choice", None, None, ("one",), "choices")],
)
def test_a_check_that_makes_no_sense_is_refused(kind, low, high, choices, field) -> None:
    verdict = rules.well_formed(kind, low, high, choices)
    assert not verdict and verdict.field == field


def test_limits_are_said_as_people_write_them() -> None:
    assert rules.limits(LOW, HIGH, "mm") == "24.98 – 25.02 mm"
    assert rules.limits(Decimal("3.000000"), None) == "≥ 3"
    assert rules.limits(None, Decimal("0.5"), "bar") == "≤ 0.5 bar"
    assert rules.limits(None, None, "mm") == ""


def test_what_is_not_good_needs_words() -> None:
    assert rules.explained(True, "")
    assert not rules.explained(False, " ok ")
    assert rules.explained(False, "Ground again, measured 25.01")
