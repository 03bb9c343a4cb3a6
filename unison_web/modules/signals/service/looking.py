"""Tags over time, and what a machine says now."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from unison_web.kit import clock
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.machines.models import Machine
from unison_web.modules.signals.models import Hour, Minute, Tag
from unison_web.modules.signals.repository import AlarmRepository, SeriesRepository, Sums, TagRepository
from unison_web.modules.signals.schemas_tags import AlarmOut, CurveOut, HeardOut, MachineSignalsOut, PointOut
from unison_web.modules.signals.service.tags import read
from unison_web.modules.time_ledger.rules import counted

#: How far back a curve goes, and for how many minutes a point stands.
SPANS: dict[str, tuple[timedelta, int]] = {
    "hour": (timedelta(hours=1), 1),
    "day": (timedelta(days=1), 10),
    "ten_days": (timedelta(days=10), 60),
    "quarter": (timedelta(days=90), 1440),
}
STALE = timedelta(minutes=15)


async def curve(uow: UnitOfWork, tag: Tag, span: str = "day", until: datetime | None = None) -> CurveOut:
    """From sums of minutes or hours, which are kept up to date with every value; no row of the series is read."""
    length, step = SPANS.get(span, SPANS["day"])
    end = min(until or uow.now(), uow.now())
    start, table = _floor(end - length, step), Hour if step >= 60 else Minute
    found = SeriesRepository(uow)
    buckets = await found.buckets(table, tag.id, start, end)
    if tag.kind == "counter":
        points = _advances(tag, buckets, await found.before(table, tag.id, start), step)
    else:
        points = _means(buckets, step)
    found_out = CurveOut(
        tag.id, tag.name, tag.label, tag.unit, tag.kind, tag.machine_id, tag.machine.code if tag.machine else "",
        start, end, span if span in SPANS else "day", step, points,
    )  # fmt: skip
    return _summed(found_out) if points else found_out


def _summed(curve: CurveOut) -> CurveOut:
    points, counts = curve.points, curve.kind == "counter"
    curve.n = sum(point.n for point in points)
    curve.low = min(point.value if counts else point.low for point in points)
    curve.high = max(point.value if counts else point.high for point in points)
    curve.total = sum(point.value for point in points)
    curve.mean = sum(point.value * point.n for point in points) / curve.n
    return curve


def _means(buckets: list[Sums], step: int) -> list[PointOut]:
    points: list[PointOut] = []
    for bucket in buckets:
        at = _floor(bucket.at, step)
        if points and points[-1].at == at:
            point = points[-1]
            n = point.n + bucket.n
            point.value = (point.value * point.n + bucket.total) / n
            point.low, point.high, point.n = min(point.low, bucket.low), max(point.high, bucket.high), n
        else:
            points.append(PointOut(at, bucket.total / bucket.n, bucket.low, bucket.high, bucket.n))
    return points


def _advances(tag: Tag, buckets: list[Sums], before: float | None, step: int) -> list[PointOut]:
    """How far a counter went in each step, past its roll-over."""
    points: list[PointOut] = []
    last = None if before is None else exact_of(before)
    for bucket in buckets:
        went = float(counted(last, exact_of(bucket.last), tag.wraps_at))
        last, at = exact_of(bucket.last), _floor(bucket.at, step)
        if points and points[-1].at == at:
            point = points[-1]
            point.value += went
            point.low, point.high, point.n = 0.0, point.value, point.n + bucket.n
        else:
            points.append(PointOut(at, went, 0.0, went, bucket.n))
    return points


def exact_of(number: float) -> Decimal:
    return Decimal(repr(number))


def _floor(at: datetime, step: int) -> datetime:
    seconds = step * 60
    return at - timedelta(seconds=at.timestamp() % seconds)


async def of_machine(uow: UnitOfWork, machine: Machine) -> MachineSignalsOut:
    tags = []
    for tag, latest in await TagRepository(uow).of_machine(machine.id):
        value = latest.recent["values"][-1][1] if latest else None
        one = read(tag, latest.at, value) if latest else None
        stale = latest is None or value is None or clock.now() - latest.received_at > STALE
        tags.append(
            HeardOut(tag.id, tag.label or tag.name, tag.kind, one.said if one else "", one.means if one else "",
                     latest.at if latest else None, stale)
        )  # fmt: skip
    alarms = [
        AlarmOut(alarm.tag.label or alarm.tag.name, alarm.words, alarm.at, alarm.active)
        for alarm in await AlarmRepository(uow).of_machine(machine.id)
    ]
    since = machine.state_since if machine.state == "unknown" else None
    return MachineSignalsOut(machine.id, machine.code, machine.name, machine.state, since, tags, alarms)
