"""Pairs of colours with ratios everybody can look up, and what follows from them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unison_web.engine.contrast import BLACK, TEXT, WHITE, is_colour, mix, ratio, text_on, until_readable

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "known"),
    [
        (BLACK, WHITE, "21.00"),
        ("#777777", WHITE, "4.48"),
        ("#767676", WHITE, "4.54"),
        ("#0000ff", WHITE, "8.59"),
        ("#ff0000", WHITE, "4.00"),
        ("#ffff00", WHITE, "1.07"),
        ("#1b5aa6", WHITE, "6.87"),
    ],
)
def test_known_ratios(one: str, other: str, known: str) -> None:
    assert abs(ratio(one, other) - Decimal(known)) <= Decimal("0.01")


@given(COLOURS, COLOURS)
def test_a_ratio_has_no_direction(one: str, other: str) -> None:
    assert ratio(one, other) == ratio(other, one)
    assert 1 <= ratio(one, other) <= 21


@given(COLOURS)
def test_some_text_can_be_read_on_every_colour(colour: str) -> None:
    assert ratio(text_on(colour), colour) >= TEXT


@given(COLOURS, st.sampled_from([WHITE, "#0e1116"]))
def test_a_colour_is_mixed_until_it_can_be_read(colour: str, ground: str) -> None:
    assert ratio(until_readable(colour, ground), ground) >= TEXT


def test_a_readable_colour_stays_as_it_is() -> None:
    assert until_readable("#1b5aa6", WHITE) == "#1b5aa6"
    assert mix("#000000", "#ffffff", Decimal("0.5")) == "#808080"


@pytest.mark.parametrize("text", ["red", "#12345", "#1234567", "#12345g", ""])
def test_what_is_no_colour(text: str) -> None:
    assert not is_colour(text)
