"""How long machines were what, summed by the database: for figures, which ask for weeks of a whole plant.

:mod:`.minutes` names every piece; here only sums travel. Time is cut into *slices* between which neither a stretch that
is asked about nor a shift nor a break begins or ends. The database says how much of each stay lies in slices of one
kind; which element that is, the engine says, as it does for a single minute.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import text

from unison_web.engine.oee import Element, element
from unison_web.engine.spans import Span, Timeline, between
from unison_web.kit import preferences
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.machines.models import Machine
from unison_web.modules.production.models import Reason
from unison_web.modules.production.repository import ReasonRepository
from unison_web.modules.shifts.service.calendars import Worked, worked
from unison_web.modules.time_ledger.declared import MICRO_STOP

NOTHING = timedelta(0)
#: Of no stretch.
NOWHERE = -1
#: ``edges`` are the instants between slices; ``kinds`` say of each slice what it is, one calendar after the other.
#: ``width_bucket`` finds the slice of an instant by halving. A machine is in one state at a time, so that of what began
#: before only the last can reach into the span: an index is read from there, not a year
#: (OFFSET 0: whatever the planner thinks).
SUMS = text("""
WITH m AS MATERIALIZED (
  SELECT said.*, coalesce((
    SELECT b.starts_at FROM machine_times b WHERE b.organization_id = :organization AND b.machine_id = said.id
      AND b.starts_at <= :since ORDER BY b.starts_at DESC LIMIT 1), :since) AS begins
  FROM unnest(CAST(:machines AS uuid[]), CAST(:calendars AS integer[])) AS said(id, calendar)
)
SELECT s.machine_id, k.kind, s.state, s.operation_id IS NOT NULL, s.reason_id, s.brief,
  sum(least(s.until, (CAST(:edges AS timestamptz[]))[k.place + 1])
    - greatest(s.starts_at, (CAST(:edges AS timestamptz[]))[k.place])) AS length,
  count(*) FILTER (WHERE s.starts_at >= (CAST(:edges AS timestamptz[]))[k.place])
FROM (
  SELECT t.machine_id, t.starts_at, t.state, t.operation_id, t.reason_id, m.calendar,
    least(coalesce(t.ends_at, :until), :until) AS until,
    t.ends_at IS NOT NULL AND least(t.ends_at, :until) - t.starts_at < CAST(:short AS interval) AS brief
  FROM m CROSS JOIN LATERAL (
    SELECT * FROM machine_times t WHERE t.organization_id = :organization AND t.machine_id = m.id
      AND t.starts_at < :until AND t.starts_at >= m.begins OFFSET 0
  ) t WHERE t.ends_at IS NULL OR t.ends_at > :since
) s CROSS JOIN LATERAL (
  SELECT place, (CAST(:kinds AS integer[]))[s.calendar * :slices + place] AS kind
  FROM generate_series(greatest(width_bucket(s.starts_at, CAST(:edges AS timestamptz[])), 1),
    width_bucket(s.until - interval '1 microsecond', CAST(:edges AS timestamptz[]))) AS place
) k WHERE k.kind >= 0 GROUP BY 1, 2, 3, 4, 5, 6
""")


class Part(NamedTuple):
    """All the time of a machine in a stretch that is alike. ``reason`` is its code, ``begun`` how many stays began."""

    machine: UUID
    place: int
    element: Element
    state: str
    order: bool
    reason: str
    failure: bool
    short: bool
    length: timedelta
    begun: int


@dataclass(frozen=True)
class Summed:
    parts: list[Part]
    reasons: dict[UUID, Reason]


class Kind(NamedTuple):
    """Of a slice: the stretch it belongs to, and whether there was a shift, and a break."""

    place: int
    on_shift: bool
    at_break: bool

    @property
    def code(self) -> int:
        return NOWHERE if self.place == NOWHERE else self.place * 4 + self.on_shift * 2 + self.at_break

    @classmethod
    def of(cls, code: int) -> Kind:
        return cls(code // 4, bool(code & 2), bool(code & 1))


async def sums(
    uow: UnitOfWork, plant: UUID, machines: Collection[Machine], stretches: Sequence[Span],
    chosen: preferences.Chosen | None = None,
) -> Summed:  # fmt: skip
    """``stretches`` are sorted and do not overlap. Nothing counts after now."""
    since = stretches[0].start
    until = max(since, min(stretches[-1].end, uow.now()))
    reasons = {reason.id: reason for reason in await ReasonRepository(uow).every("stop")}
    short = (chosen or await preferences.load(uow)).number(MICRO_STOP.key, plant)
    calendars = await worked(uow, plant, since, until)
    own = {machine.id: _own(calendars, machine) for machine in machines}
    scopes = list(dict.fromkeys(own.values()))
    lines = [_lines(calendars[scope], since, until) for scope in scopes]
    edges = _edges(stretches, lines, since, until)
    if len(edges) < 2:
        return Summed([], reasons)
    kinds = [[_kind(at, stretches, *each) for at in edges[:-1]] for each in lines]
    asked = {
        "organization": uow.organization_id, "since": since, "until": until, "short": timedelta(seconds=short),
        "edges": edges, "slices": len(edges) - 1, "kinds": [kind.code for each in kinds for kind in each],
        "machines": list(own), "calendars": [scopes.index(scope) for scope in own.values()],
    }  # fmt: skip
    rows = (await uow.session.execute(SUMS, asked)).all()
    whole = {scope: _whole(edges, each) for scope, each in zip(scopes, kinds, strict=True)}
    unsaid = _unsaid(rows, {machine: whole[scope] for machine, scope in own.items()})
    return Summed([*(_part(reasons, *row) for row in rows), *unsaid], reasons)


def _own(calendars: dict[UUID | None, Worked], machine: Machine) -> UUID | None:
    return machine.work_center_id if machine.work_center_id in calendars else None


def _lines(own: Worked, since: datetime, until: datetime) -> tuple[Timeline, Timeline]:
    return between(own.on_shift, since, until), between(own.breaks, since, until)


def _edges(
    stretches: Sequence[Span], lines: Sequence[tuple[Timeline, Timeline]], since: datetime, until: datetime
) -> list[datetime]:
    spans = [*stretches, *(span for on_shift, breaks in lines for span in (*on_shift, *breaks))]
    marks = {mark for span in spans for mark in (span.start, span.end) if since < mark < until}
    return sorted(marks | {since, until})


def _kind(at: datetime, stretches: Timeline, on_shift: Timeline, breaks: Timeline) -> Kind:
    place = _at(stretches, at)
    return Kind(NOWHERE if place is None else place, _at(on_shift, at) is not None, _at(breaks, at) is not None)


def _at(line: Timeline, instant: datetime) -> int | None:
    """The place of the span an instant lies in."""
    place = bisect_right(line, instant, key=lambda span: span.start) - 1
    return place if place >= 0 and instant < line[place].end else None


def _part(
    reasons: dict[UUID, Reason], machine: UUID, code: int, state: str, order: bool, reason_id: UUID | None, brief: bool,
    length: timedelta, begun: int,
) -> Part:  # fmt: skip
    kind, reason = Kind.of(code), reasons.get(reason_id) if reason_id else None
    said, failure = reason.code if reason else "", bool(reason and reason.failure)
    short = brief and not said
    what = element(
        state, on_shift=kind.on_shift, at_break=kind.at_break, order=order, reason="short" if short else said,
        failure=failure,
    )  # fmt: skip
    return Part(machine, kind.place, what, state, order, said, failure, short, length, begun)


def _whole(edges: Sequence[datetime], kinds: Sequence[Kind]) -> dict[Kind, timedelta]:
    """How long there are slices of each kind."""
    found: dict[Kind, timedelta] = defaultdict(timedelta)
    for (start, end), kind in zip(pairwise(edges), kinds, strict=True):
        if kind.place != NOWHERE:
            found[kind] += end - start
    return found


def _unsaid(rows: Sequence[Any], whole: dict[UUID, dict[Kind, timedelta]]) -> Iterator[Part]:
    """The time of machines that nobody said anything about."""
    said: dict[tuple[UUID, int], timedelta] = defaultdict(timedelta)
    for row in rows:
        said[row.machine_id, row.kind] += row.length
    for machine, kinds in whole.items():
        for kind, length in kinds.items():
            if (left := length - said[machine, kind.code]) > NOTHING:
                what = element("unknown", on_shift=kind.on_shift, at_break=kind.at_break, order=False)
                yield Part(machine, kind.place, what, "unknown", False, "", False, False, left, 0)
