"""Sets of time: half-open spans between instants, and the arithmetic of sets on them.

A span is ``[start, end)`` between two instants in UTC. A *timeline* is a sequence of spans that is sorted and does not
overlap; every function here takes timelines and returns one, in time linear in their lengths.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

NOTHING = timedelta(0)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From an instant up to, but without, another. Raises ValueError where it would end before it starts."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("a span cannot end before it starts")

    @property
    def length(self) -> timedelta:
        return self.end - self.start

    def __contains__(self, instant: datetime) -> bool:
        return self.start <= instant < self.end


Timeline = Sequence[Span]


def merged(spans: Iterable[Span]) -> list[Span]:
    """A timeline of any spans: sorted, what touches or overlaps joined, what is empty dropped."""
    found: list[Span] = []
    for span in sorted(spans):
        if span.start == span.end:
            continue
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def common(one: Timeline, other: Timeline) -> list[Span]:
    """The time that is in both."""
    found: list[Span] = []
    i = j = 0
    while i < len(one) and j < len(other):
        start, end = max(one[i].start, other[j].start), min(one[i].end, other[j].end)
        if start < end:
            found.append(Span(start, end))
        if one[i].end < other[j].end:
            i += 1
        else:
            j += 1
    return found


def without(one: Timeline, other: Timeline) -> list[Span]:
    """The time of ``one`` that is not in ``other``."""
    found: list[Span] = []
    j = 0
    for span in one:
        start = span.start
        while j < len(other) and other[j].end <= start:
            j += 1
        k = j
        while k < len(other) and other[k].start < span.end:
            if other[k].start > start:
                found.append(Span(start, other[k].start))
            start = max(start, other[k].end)
            k += 1
        if start < span.end:
            found.append(Span(start, span.end))
    return found


def between(timeline: Timeline, start: datetime, end: datetime) -> list[Span]:
    """The part of a timeline inside ``[start, end)``."""
    return common(timeline, [Span(start, end)]) if start < end else []


def total(timeline: Iterable[Span]) -> timedelta:
    return sum((span.length for span in timeline), NOTHING)


def gaps(timeline: Timeline, start: datetime, end: datetime) -> list[Span]:
    """The time of ``[start, end)`` that is not in the timeline."""
    return without([Span(start, end)], timeline) if start < end else []


def pieces(span: Span, cuts: Iterable[datetime]) -> Iterator[Span]:
    """A span cut at instants; cuts outside of it are left out."""
    start = span.start
    for cut in sorted(set(cuts)):
        if start < cut < span.end:
            yield Span(start, cut)
            start = cut
    if start < span.end:
        yield Span(start, span.end)
