"""What a correction would make of the figures of its day, said before it is saved."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from unison_web.engine.oee import Counts, figures
from unison_web.engine.spans import Span
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import _
from unison_web.modules.machines.models import Machine
from unison_web.modules.machines.repository import MachineRepository
from unison_web.modules.organizations.repository import PlantRepository
from unison_web.modules.production.service.corrections import Change
from unison_web.modules.production.service.effects import Effect, foresees
from unison_web.modules.reporting.rules import Reporting
from unison_web.modules.reporting.service.measuring import MICROSECONDS, NOTHING, Sums, measure

DAY = timedelta(days=1)
PLACES = Decimal("0.01")
COUNTED = ("good", "scrap", "rework")


@foresees
async def of_the_day(uow: UnitOfWork, change: Change) -> list[Effect]:
    """OEE and quality ratio of the machine on the day the entry belongs to, for those who may see them."""
    if change.entry.machine_id is None or not uow.actor.may(str(Reporting.READ)):
        return []
    machine = await MachineRepository(uow).by_id(change.entry.machine_id)
    sums = await _sums(uow, change, machine)
    now, then = figures(sums.times, sums.counts), figures(sums.times, _counts(sums.counts, change))
    words = {"oee": _("{machine}, OEE of that day"), "quality_ratio": _("{machine}, quality ratio of that day")}
    return [
        Effect(said.format(machine=machine.code), _percent(before), _percent(after), "%")
        for key, said in words.items()
        if (before := now[key]) is not None and (after := then[key]) is not None and before != after
    ]


async def _sums(uow: UnitOfWork, change: Change, machine: Machine) -> Sums:
    zone = ZoneInfo((await PlantRepository(uow).by_id(change.entry.plant_id)).zone)
    day = change.entry.occurred_at.astimezone(zone).date()
    span = Span(datetime.combine(day, time(), zone), datetime.combine(day + DAY, time(), zone))
    measured = await measure(uow, change.entry.plant_id, [machine], [span])
    return measured.sums[machine.id, 0]


def _counts(counts: Counts, change: Change) -> Counts:
    more = {kind: Fraction(change.more(kind)) for kind in COUNTED}
    pieces = sum(more.values(), Fraction(0))
    longer = timedelta(microseconds=int(pieces * Fraction(change.operation.run_minutes) * MICROSECONDS))
    return replace(
        counts, produced=counts.produced + pieces, good=counts.good + more["good"], scrap=counts.scrap + more["scrap"],
        rework=counts.rework + more["rework"], earned=(counts.earned or NOTHING) + longer,
    )  # fmt: skip


def _percent(value: Fraction) -> Decimal:
    hundred = value * 100
    return (Decimal(hundred.numerator) / Decimal(hundred.denominator)).quantize(PLACES)
