"""Sums of time and pieces by machine and stretch. Two questions to the database, however many machines and days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from sqlalchemy import func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY

from unison_web.engine.machine_time import Piece, is_short
from unison_web.engine.oee import Counts, Times
from unison_web.engine.spans import Span
from unison_web.kit.db.base import Instant
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.machines.models import Machine
from unison_web.modules.production.models import LogEntry, Reason
from unison_web.modules.time_ledger.service import minutes
from unison_web.modules.work_orders.models import Operation

NOTHING = timedelta(0)
MICROSECONDS = 60_000_000
#: Time that was lost, by what it was lost to. The rest was work, or nobody wanted the machine then.
LOST = frozenset({"setup", "delay", "down", "idle", "unexplained", "unknown"})


@dataclass
class Sums:
    """Of one machine in one stretch. ``lost`` is by element and code of the reason; ``failures`` began in it."""

    spent: dict[str, timedelta] = field(default_factory=lambda: defaultdict(timedelta))
    lost: dict[tuple[str, str], timedelta] = field(default_factory=lambda: defaultdict(timedelta))
    ordered: timedelta = NOTHING
    preventive: timedelta = NOTHING
    failures: int = 0
    good: Decimal = Decimal(0)
    scrap: Decimal = Decimal(0)
    rework: Decimal = Decimal(0)
    earned: timedelta = NOTHING

    @property
    def times(self) -> Times:
        return Times(dict(self.spent))

    @property
    def counts(self) -> Counts:
        good, scrap, rework = Fraction(self.good), Fraction(self.scrap), Fraction(self.rework)
        return Counts(
            produced=good + scrap + rework, good=good, scrap=scrap, rework=rework, earned=self.earned,
            first_pass=good - rework, inspected=good + scrap,
            order_execution=self.ordered, failures=self.failures, corrective=self.times.down,
            preventive=self.preventive,
        )  # fmt: skip


@dataclass(frozen=True)
class Measured:
    """Sums by machine and by the place of a stretch among those that were asked for."""

    sums: dict[tuple[UUID, int], Sums]
    reasons: dict[str, Reason]

    def of(self, machines: Iterable[UUID], places: Iterable[int]) -> list[Sums]:
        wanted = list(places)
        keys = ((machine, place) for machine in machines for place in wanted)
        return [self.sums[key] for key in keys if key in self.sums]


async def measure(uow: UnitOfWork, plant: UUID, machines: Sequence[Machine], stretches: Sequence[Span]) -> Measured:
    """``stretches`` are sorted and do not overlap."""
    sums: dict[tuple[UUID, int], Sums] = defaultdict(Sums)
    if not stretches:
        return Measured(sums, {})
    known = await minutes.read(uow, plant, machines, stretches[0].start, stretches[-1].end)
    for machine in machines:
        place = 0
        for piece in known.pieces(machine.id):
            while place < len(stretches) - 1 and stretches[place].end <= piece.span.start:
                place += 1
            for reached, part in _parts(piece.span, stretches, place):
                _spend(sums[machine.id, reached], piece, part, known)
    await _count(uow, [machine.id for machine in machines], stretches, sums)
    return Measured(sums, {reason.code: reason for reason in known.reasons.values()})


def _parts(span: Span, stretches: Sequence[Span], place: int) -> Iterator[tuple[int, Span]]:
    """The part of a span in each stretch from a place on. Most are in one of them, whole."""
    while place < len(stretches) and stretches[place].start < span.end:
        start, end = max(span.start, stretches[place].start), min(span.end, stretches[place].end)
        if start < end:
            yield place, Span(start, end)
        place += 1


def _spend(sums: Sums, piece: Piece, part: Span, known: minutes.Known) -> None:
    sums.spent[piece.element] += part.length
    stay = piece.stay
    if piece.element in LOST:
        short = stay is not None and piece.element == "delay" and is_short(stay, known.end, known.short)
        sums.lost["short" if short else piece.element, stay.reason if stay else ""] += part.length
    if stay is None:
        return
    sums.ordered += part.length if stay.order else NOTHING
    sums.preventive += part.length if stay.state == "maintenance" and piece.element == "planned_down" else NOTHING
    sums.failures += stay.failure and part.start == stay.since


async def _count(
    uow: UnitOfWork, machines: list[UUID], stretches: Sequence[Span], sums: dict[tuple[UUID, int], Sums]
) -> None:
    """Pieces by the stretch they were reported in, and the time they should have taken."""
    edges = sorted({edge for each in stretches for edge in (each.start, each.end)})
    places = {each.start: place for place, each in enumerate(stretches)}
    bucket = func.width_bucket(LogEntry.occurred_at, literal(edges, ARRAY(Instant)))
    earned = func.sum(LogEntry.quantity * Operation.run_minutes)
    rows = await uow.session.execute(
        select(LogEntry.machine_id, bucket, LogEntry.kind, func.sum(LogEntry.quantity), earned)
        .join(LogEntry.operation)
        .where(
            LogEntry.organization_id == uow.organization_id, LogEntry.machine_id.in_(machines),
            LogEntry.kind.in_(("good", "scrap", "rework")), LogEntry.occurred_at >= edges[0],
            LogEntry.occurred_at < edges[-1],
        )
        .group_by(LogEntry.machine_id, bucket, LogEntry.kind)
    )  # fmt: skip
    for machine, number, kind, quantity, took in rows:
        place = places.get(edges[number - 1])
        if place is not None:
            mine = sums[machine, place]
            setattr(mine, kind, getattr(mine, kind) + quantity)
            mine.earned += timedelta(microseconds=int(took * MICROSECONDS))
