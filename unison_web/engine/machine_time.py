"""How a machine's time is laid out in stays, repaired when something is learned late, and cut into elements.

A *stay* is a machine in one state from an instant on, up to another or until further notice. What is known are facts:
"from this instant on it was in this state". The stays of any set of facts are the same in whatever order they came,
which is what lets an offline tablet and a message that took a detour be told afterwards.

Cutting lays the stays over the shifts and breaks and gives every moment its one element of ISO 22400; what nobody said
anything about is *unknown*. The pieces fill the time that was asked for, without a gap and without an overlap.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from unison_web.engine.oee import Element, Times, element
from unison_web.engine.spans import Span, Timeline


@dataclass(frozen=True, slots=True)
class Stay:
    """``until`` is None where it goes on. ``what`` is all that makes two stays the same one: state, order, reason.
    ``order`` is whether one was there, ``reason`` whether a stop was explained and ``failure`` whether by a breakdown;
    ``key`` is the caller's own."""

    since: datetime
    until: datetime | None
    state: str
    order: bool = False
    reason: str = ""
    failure: bool = False
    key: Any = None

    @property
    def what(self) -> tuple[str, Any, str, bool]:
        return self.state, self.key, self.reason, self.failure


def learned(stays: Sequence[Stay], fact: Stay, following: datetime | None) -> list[Stay]:
    """The stays with one more fact in them. ``fact.until`` does not count: it holds until ``following``, the instant of
    the next fact there is, also of one that said the same again."""
    end = following
    before = [stay for stay in stays if stay.until is not None and stay.until <= fact.since]
    after = [stay for stay in stays if end is not None and stay.since >= end]
    broken = next((stay for stay in stays if fact.since in _span(stay)), None)
    laid = [*before]
    if broken and broken.since < fact.since:
        laid.append(replace(broken, until=fact.since))
    laid.append(replace(fact, until=end))
    rest = next((stay for stay in stays if end is not None and stay.since < end < (stay.until or end)), None)
    endless = next((stay for stay in stays if end is not None and stay.since < end and stay.until is None), None)
    if left := rest or endless:
        laid.append(replace(left, since=end or left.since))
    return joined([*laid, *after])


def joined(stays: Iterable[Stay]) -> list[Stay]:
    """Neighbours that say the same are one stay."""
    found: list[Stay] = []
    for stay in sorted(stays, key=lambda each: each.since):
        if found and found[-1].until == stay.since and found[-1].what == stay.what:
            found[-1] = replace(found[-1], until=stay.until)
        else:
            found.append(stay)
    return found


def _span(stay: Stay) -> Span:
    return Span(stay.since, stay.until or datetime.max.replace(tzinfo=stay.since.tzinfo))


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one element, and the stay it is part of, None where nothing is known."""

    span: Span
    element: Element
    stay: Stay | None


def cut(
    stays: Sequence[Stay], start: datetime, end: datetime, on_shift: Timeline, breaks: Timeline,
    short: timedelta = timedelta(0),
) -> Iterator[Piece]:  # fmt: skip
    """Every moment of ``[start, end)`` exactly once. ``stays`` are sorted; one that goes on counts up to ``end``.

    A stop below ``short`` that nobody explained explains itself: it is a loss of its own kind, a short stop, and no
    minute that somebody has to account for.
    """
    marks = {start, end}
    lived = [Span(stay.since, max(stay.since, stay.until or end)) for stay in stays]
    for span in (*on_shift, *breaks, *lived):
        marks.update(mark for mark in (span.start, span.end) if start < mark < end)
    ordered = sorted(marks) if start < end else []
    stay_at, shift_at, break_at = (_Walk(line) for line in (lived, on_shift, breaks))
    for since, until in zip(ordered, ordered[1:], strict=False):
        place = stay_at.at(since)
        stay = stays[place] if place is not None else None
        on, off = shift_at.at(since) is not None, break_at.at(since) is not None
        yield Piece(Span(since, until), _element(stay, end, short, on_shift=on, at_break=off), stay)


def times(pieces: Iterable[Piece]) -> Times:
    """The sums of pieces."""
    spent: dict[str, timedelta] = {}
    for piece in pieces:
        spent[piece.element] = spent.get(piece.element, timedelta(0)) + piece.span.length
    return Times(spent)


def is_short(stay: Stay, now: datetime, short: timedelta) -> bool:
    """A stop that is over before anybody could be asked for its reason."""
    return not stay.reason and stay.until is not None and min(stay.until, now) - stay.since < short


def _element(stay: Stay | None, end: datetime, short: timedelta, *, on_shift: bool, at_break: bool) -> Element:
    if stay is None:
        return element("unknown", on_shift=on_shift, at_break=at_break, order=False)
    reason = "short" if is_short(stay, end, short) else stay.reason
    return element(
        stay.state, on_shift=on_shift, at_break=at_break, order=stay.order, reason=reason, failure=stay.failure
    )


class _Walk:
    """Where in a timeline one is, going forward only."""

    def __init__(self, line: Timeline) -> None:
        self._line, self._place = line, 0

    def at(self, instant: datetime) -> int | None:
        while self._place < len(self._line) and self._line[self._place].end <= instant:
            self._place += 1
        inside = self._place < len(self._line) and self._line[self._place].start <= instant
        return self._place if inside else None
