"""Pulses of machines: one piece each time a contact closes, however it chatters."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta


def rises(levels: Iterable[tuple[datetime, bool]], debounce: timedelta) -> list[datetime]:
    """When it went from low to high, in the order of time. What comes sooner than ``debounce`` after the one that
    counted last is chatter. The first level is where it begins and counts only when something low was before it."""
    found: list[datetime] = []
    before: bool | None = None
    for at, high in levels:
        rose = high and before is False
        if rose and (not found or at - found[-1] >= debounce):
            found.append(at)
        before = high
    return found
