"""What is asked about: a plant, one of its work centers or machines; a shift, a day or a week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from unison_web.engine.spans import Span
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.modules.machines.models import Machine
from unison_web.modules.machines.repository import MachineRepository
from unison_web.modules.machines.service import plant_meant
from unison_web.modules.organizations.models import Plant
from unison_web.modules.reporting import rules
from unison_web.modules.shifts.models import ShiftInstance
from unison_web.modules.shifts.repository import InstanceRepository
from unison_web.modules.time_ledger.service.looking import parsed

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Asked:
    """As somebody said it; ``query`` says it again."""

    plant: str = ""
    span: str = ""
    day: str = ""
    shift: str = ""
    work_center: str = ""
    machine: str = ""

    def query(self, **other: str) -> str:
        said = {name: other.get(name, getattr(self, name)) for name in self.__dataclass_fields__}
        return urlencode({name: value for name, value in said.items() if value})


@dataclass(frozen=True)
class Scope:
    """What that means. ``stretches`` are those of the trend, the last of them is the one that was asked for."""

    asked: Asked
    plant: Plant
    day: date
    shift: ShiftInstance | None
    shifts: list[ShiftInstance]
    machines: list[Machine]
    stretches: list[Span]
    labels: list[date]

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.plant.zone)

    @property
    def here(self) -> int:
        return len(self.stretches) - 1

    @property
    def span(self) -> Span:
        return self.stretches[-1]

    def moved(self, steps: int) -> str:
        """The day of the stretch before or after."""
        return str(self.day + DAY * (7 if self.asked.span == "week" else 1) * steps)


async def understood(uow: UnitOfWork, said: Asked) -> Scope:
    """Raises Refused by name for what there is not."""
    span = said.span or "day"
    if span not in rules.STRETCHES:
        raise Refused(span=_("Choose shift, day or week"))
    plant = await plant_meant(uow, said.plant)
    zone = ZoneInfo(plant.zone)
    day = parsed(said.day, uow.now().astimezone(zone).date())
    before = await InstanceRepository(uow).on_days(plant.id, None, day - DAY * _back(span), day)
    shifts = [each for each in before if each.day == day]
    shift = _shift(shifts, said.shift, uow.now()) if span == "shift" else None
    asked = Asked(
        plant.code, span, str(day), shift.code if shift else "", said.work_center.strip(), said.machine.strip()
    )
    stretches, labels = _stretches(plant, asked, day, shift, before)
    return Scope(asked, plant, day, shift, shifts, await _machines(uow, plant, asked), stretches, labels)


def _shift(shifts: Sequence[ShiftInstance], code: str, now: datetime) -> ShiftInstance | None:
    """The named one; without a name the last that has begun."""
    if code:
        found = next((each for each in shifts if each.code == code), None)
        if found is None:
            raise Refused(shift=_("There is no such shift on this day"))
        return found
    begun = [each for each in shifts if each.starts_at <= now]
    return begun[-1] if begun else next(iter(shifts), None)


def _back(span: str) -> int:
    """Days before the one that was asked for, whose shifts a trend shows."""
    return rules.TREND[span] if span == "shift" else 0


def _stretches(
    plant: Plant, asked: Asked, day: date, shift: ShiftInstance | None, before: Sequence[ShiftInstance]
) -> tuple[list[Span], list[date]]:
    """The one that was asked for, and as many before it as a trend shows."""
    back, zone = rules.TREND[asked.span], ZoneInfo(plant.zone)
    if asked.span == "shift":
        mine = [each for each in before if shift and each.code == shift.code]
        return [each.span for each in mine] or [Span(*[_midnight(day, zone)] * 2)], [each.day for each in mine] or [day]
    step = DAY * (7 if asked.span == "week" else 1)
    first = day - DAY * day.weekday() if asked.span == "week" else day
    days = [first - step * n for n in reversed(range(back))]
    return [Span(_midnight(each, zone), _midnight(each + step, zone)) for each in days], days


async def _machines(uow: UnitOfWork, plant: Plant, asked: Asked) -> list[Machine]:
    every = await MachineRepository(uow).of_plant(plant.id)
    if asked.machine:
        found = [machine for machine in every if machine.code == asked.machine]
        if not found:
            raise Refused(machine=_("There is no machine with the code {code}").format(code=asked.machine))
        return found
    if asked.work_center:
        every = [machine for machine in every if machine.work_center.code == asked.work_center]
        if not every:
            raise Refused(work_center=_("No machine stands in {code}").format(code=asked.work_center))
    return every


def day_span(day: date, zone: ZoneInfo) -> Span:
    """From midnight to midnight on the clock of the plant."""
    return Span(_midnight(day, zone), _midnight(day + DAY, zone))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def centers_of(machines: Sequence[Machine]) -> dict[UUID, list[Machine]]:
    found: dict[UUID, list[Machine]] = {}
    for machine in machines:
        found.setdefault(machine.work_center_id, []).append(machine)
    return found
