"""Counters of machines, which begin again at zero after the highest number they can show."""

from __future__ import annotations

from decimal import Decimal


def advanced(before: Decimal, reading: Decimal, top: Decimal) -> Decimal:
    """How far a counter went from ``before`` to ``reading``, with at most one roll-over: 9998 to 3 of 9999 is 5."""
    step = reading - before
    return step if step >= 0 else step + top + 1


def went_back(before: Decimal, reading: Decimal, top: Decimal) -> bool:
    """Whether the counter shows less and a roll-over is no likely reason: it would have gone more than half round."""
    return reading < before and advanced(before, reading, top) * 2 > top + 1
