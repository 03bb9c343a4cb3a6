"""Sums of time and pieces by machine and stretch. Two questions to the database, however many machines and days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from sqlalchemy import func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY

from unison_web.engine.oee import Counts, Times
from unison_web.engine.spans import Span
from unison_web.kit import preferences
from unison_web.kit.db.base import Instant
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.machines.models import Machine
from unison_web.modules.production.models import LogEntry, Reason
from unison_web.modules.time_ledger.service import summing
from unison_web.modules.time_ledger.service.summing import Part
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


def added(parts: Iterable[Sums]) -> Sums:
    """Times and pieces together, without what was lost to what."""
    whole = Sums()
    for part in parts:
        for element, length in part.spent.items():
            whole.spent[element] += length
        whole.ordered += part.ordered
        whole.preventive += part.preventive
        whole.failures += part.failures
        whole.good += part.good
        whole.scrap += part.scrap
        whole.rework += part.rework
        whole.earned += part.earned
    return whole


@dataclass(frozen=True)
class Measured:
    """Sums by machine and by the place of a stretch among those that were asked for."""

    sums: dict[tuple[UUID, int], Sums]
    reasons: dict[str, Reason]

    def of(self, machines: Iterable[UUID], places: Iterable[int]) -> list[Sums]:
        wanted = list(places)
        keys = ((machine, place) for machine in machines for place in wanted)
        return [self.sums[key] for key in keys if key in self.sums]


async def measure(
    uow: UnitOfWork, plant: UUID, machines: Sequence[Machine], stretches: Sequence[Span],
    chosen: preferences.Chosen | None = None,
) -> Measured:  # fmt: skip
    """``stretches`` are sorted and do not overlap."""
    found: dict[tuple[UUID, int], Sums] = defaultdict(Sums)
    if not stretches:
        return Measured(found, {})
    summed = await summing.sums(uow, plant, machines, stretches, chosen)
    for part in summed.parts:
        _spend(found[part.machine, part.place], part)
    await _count(uow, [machine.id for machine in machines], stretches, found)
    return Measured(found, {reason.code: reason for reason in summed.reasons.values()})


def _spend(sums: Sums, part: Part) -> None:
    sums.spent[part.element] += part.length
    if part.element in LOST:
        short = part.element == "delay" and part.short
        sums.lost["short" if short else part.element, part.reason] += part.length
    sums.ordered += part.length if part.order else NOTHING
    sums.preventive += part.length if part.state == "maintenance" and part.element == "planned_down" else NOTHING
    sums.failures += part.begun if part.failure else 0


async def _count(
    uow: UnitOfWork, machines: list[UUID], stretches: Sequence[Span], sums: dict[tuple[UUID, int], Sums]
) -> None:
    """Pieces by the stretch they were reported in, and the time they should have taken."""
    edges = sorted({edge for each in stretches for edge in (each.start, each.end)})
    places = {each.start: place for place, each in enumerate(stretches)}
    bucket = func.width_bucket(LogEntry.occurred_at, literal(edges, ARRAY(Instant)))
    by = (LogEntry.machine_id, LogEntry.kind, LogEntry.operation_id, bucket.label("number"))
    told = (
        select(*by, func.sum(LogEntry.quantity).label("quantity"))
        .where(
            LogEntry.organization_id == uow.organization_id, LogEntry.machine_id.in_(machines),
            LogEntry.kind.in_(("good", "scrap", "rework")), LogEntry.occurred_at >= edges[0],
            LogEntry.occurred_at < edges[-1],
        )
        .group_by(*by).subquery()
    )  # fmt: skip
    each = told.c
    rows = await uow.session.execute(
        select(each.machine_id, each.number, each.kind, func.sum(each.quantity),
               func.sum(each.quantity * Operation.run_minutes))
        .join(Operation, Operation.id == each.operation_id).where(Operation.organization_id == uow.organization_id)
        .group_by(each.machine_id, each.number, each.kind)
    )  # fmt: skip
    for machine, number, kind, quantity, took in rows:
        place = places.get(edges[number - 1])
        if place is not None:
            mine = sums[machine, place]
            setattr(mine, kind, getattr(mine, kind) + quantity)
            mine.earned += timedelta(microseconds=int(took * MICROSECONDS))
