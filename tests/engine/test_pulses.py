"""One piece for each pulse, however the contact chatters."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from unison_web.engine.pulses import rises

START = datetime(2026, 11, 30, 8, tzinfo=UTC)
DEBOUNCE = timedelta(milliseconds=50)


def at(milliseconds: int) -> datetime:
    return START + timedelta(milliseconds=milliseconds)


@pytest.mark.parametrize(
    ("levels", "pieces"),
    [
        ([], []),
        ([(0, True)], []),
        ([(0, False), (100, True)], [100]),
        ([(0, False), (100, True), (200, True), (300, False), (400, True)], [100, 400]),
        ([(0, False), (100, True), (105, False), (110, True), (140, False), (149, True), (300, False)], [100]),
        ([(0, False), (100, True), (110, False), (150, True)], [100, 150]),
        ([(0, False), (100, True), (105, False), (5000, True)], [100, 5000]),
    ],
)
def test_a_rise_counts_once_and_chatter_does_not(levels: list[tuple[int, bool]], pieces: list[int]) -> None:
    assert rises([(at(when), high) for when, high in levels], DEBOUNCE) == [at(when) for when in pieces]
