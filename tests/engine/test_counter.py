"""Counters that begin again at zero."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unison_web.engine.counter import advanced, went_back


@pytest.mark.parametrize(
    ("before", "reading", "top", "pieces"),
    [(9998, 3, 9999, 5), (9999, 0, 9999, 1), (0, 9999, 9999, 9999), (17, 17, 9999, 0), (95, 4, 99, 9)],
)
def test_from_9998_to_3_are_five_pieces(before: int, reading: int, top: int, pieces: int) -> None:
    assert advanced(Decimal(before), Decimal(reading), Decimal(top)) == pieces


@given(st.integers(1, 10**9).flatmap(lambda top: st.tuples(st.just(top), st.integers(0, top), st.integers(0, top))))
def test_going_on_by_what_was_counted_leads_to_the_reading(numbers: tuple[int, int, int]) -> None:
    top, before, made = numbers
    reading = (before + made) % (top + 1)
    assert advanced(Decimal(before), Decimal(reading), Decimal(top)) == made


def test_a_counter_that_went_more_than_half_round_backwards_is_asked_about() -> None:
    assert went_back(Decimal(5000), Decimal(3), Decimal(9999))
    assert not went_back(Decimal(9998), Decimal(3), Decimal(9999))
    assert not went_back(Decimal(3), Decimal(5000), Decimal(9999))
