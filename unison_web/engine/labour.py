"""The time of people who are on several jobs at once: every minute of a person is given away once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Work:
    """Somebody at a job from ``start`` up to ``end``. ``weight`` is its share beside other jobs of the same moment."""

    key: Hashable
    person: Hashable
    start: datetime
    end: datetime
    weight: Fraction = Fraction(1)


def shares(work: Iterable[Work]) -> dict[Hashable, Fraction]:
    """Minutes of each work by its key. A person's minutes add up to the time they were on any job. Where all weights of
    a moment are zero it is split evenly."""
    found: dict[Hashable, Fraction] = defaultdict(Fraction)
    of_person: dict[Hashable, list[Work]] = defaultdict(list)
    for each in work:
        found[each.key] += 0
        if each.start < each.end:
            of_person[each.person].append(each)
    for jobs in of_person.values():
        edges = sorted({edge for job in jobs for edge in (job.start, job.end)})
        for start, end in zip(edges, edges[1:], strict=False):
            here = [job for job in jobs if job.start <= start and job.end >= end]
            whole = sum((job.weight for job in here), Fraction(0))
            for job in here:
                part = job.weight / whole if whole else Fraction(1, len(here))
                found[job.key] += _minutes(start, end) * part
    return dict(found)


def _minutes(start: datetime, end: datetime) -> Fraction:
    length = end - start
    return Fraction(length.days * 86_400_000_000 + length.seconds * 1_000_000 + length.microseconds, 60_000_000)
