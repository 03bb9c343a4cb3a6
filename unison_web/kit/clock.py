"""The only clock. Everything that needs the time asks here, so that a test can hold it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta

#: Where something that has no end yet is sorted.
FAR = datetime(9999, 1, 1, tzinfo=UTC)

_held: ContextVar[datetime | None] = ContextVar("unison_held_clock", default=None)


def now() -> datetime:
    """The current instant, timezone-aware, in UTC."""
    return _held.get() or datetime.now(UTC)


def in_future(**duration: int) -> datetime:
    """``in_future(minutes=30)``: an instant relative to :func:`now`."""
    return now() + timedelta(**duration)


@contextmanager
def held_at(instant: datetime) -> Iterator[None]:
    """Stop the clock at ``instant`` inside the block (tests, reproducible documents)."""
    token = _held.set(instant)
    try:
        yield
    finally:
        _held.reset(token)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)
