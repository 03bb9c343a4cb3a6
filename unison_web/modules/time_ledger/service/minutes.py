"""Where the minutes went: stays laid over shifts and breaks. Three questions for a plant, however many machines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import or_, select

from unison_web.engine.machine_time import Piece, Stay, cut
from unison_web.engine.spans import between
from unison_web.kit import preferences
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.machines.models import Machine
from unison_web.modules.production.models import Reason
from unison_web.modules.production.repository import ReasonRepository
from unison_web.modules.shifts.service.calendars import Worked, worked
from unison_web.modules.time_ledger.declared import MICRO_STOP
from unison_web.modules.time_ledger.models import MachineTime


class Row(NamedTuple):
    """A stay as it is stored, without the weight of a record: a month of a plant has a hundred thousand of them."""

    id: UUID
    machine_id: UUID
    starts_at: datetime
    ends_at: datetime | None
    state: str
    operation_id: UUID | None
    reason_id: UUID | None
    note: str
    source: str


@dataclass(frozen=True)
class Known:
    """All that is needed to say where the time of some machines went in a span, read once."""

    start: datetime
    end: datetime
    calendars: dict[UUID | None, Worked]
    stays: dict[UUID, list[Stay]]
    reasons: dict[UUID, Reason]
    short: timedelta = timedelta(0)
    centers: dict[UUID, UUID] = field(default_factory=dict)

    def pieces(self, machine: UUID, start: datetime | None = None, end: datetime | None = None) -> list[Piece]:
        """The time of a machine, or the part of it inside a narrower span, as elements."""
        since, until = max(start or self.start, self.start), min(end or self.end, self.end)
        own = self.calendars.get(self.centers[machine]) or self.calendars[None]
        on_shift, breaks = (between(line, since, until) for line in (own.on_shift, own.breaks))
        inside = [
            stay for stay in self.stays.get(machine, [])
            if stay.since < until and (stay.until is None or stay.until > since)
        ]  # fmt: skip
        return list(cut(inside, since, until, on_shift, breaks, self.short))


async def read(
    uow: UnitOfWork, plant: UUID, machines: Collection[Machine], start: datetime, end: datetime,
    chosen: preferences.Chosen | None = None,
) -> Known:  # fmt: skip
    """Nothing counts after now: what has not happened is no time of a machine yet. Who knows what was ``chosen`` in the
    settings says it."""
    until = max(start, min(end, uow.now()))
    reasons = {reason.id: reason for reason in await ReasonRepository(uow).every("stop")}
    stays: dict[UUID, list[Stay]] = defaultdict(list)
    for row in await _rows(uow, [machine.id for machine in machines], start, until):
        stays[row.machine_id].append(as_stay(row, reasons, until))
    seconds = (chosen or await preferences.load(uow)).number(MICRO_STOP.key, plant)
    return Known(
        start, until, await worked(uow, plant, start, until), stays, reasons, timedelta(seconds=seconds),
        {machine.id: machine.work_center_id for machine in machines},
    )  # fmt: skip


def as_stay(row: Row, reasons: dict[UUID, Reason], until: datetime) -> Stay:
    reason = reasons.get(row.reason_id) if row.reason_id else None
    return Stay(
        row.starts_at, row.ends_at, row.state, row.operation_id is not None, reason.code if reason else "",
        failure=bool(reason and reason.failure), key=row,
    )  # fmt: skip


async def _rows(uow: UnitOfWork, machines: Collection[UUID], start: datetime, end: datetime) -> list[Row]:
    columns = [getattr(MachineTime, name) for name in Row._fields]
    statement = (
        select(*columns)
        .where(
            MachineTime.organization_id == uow.organization_id, MachineTime.machine_id.in_(machines),
            MachineTime.starts_at < end, or_(MachineTime.ends_at.is_(None), MachineTime.ends_at > start),
        )
        .order_by(MachineTime.machine_id, MachineTime.starts_at)
    )  # fmt: skip
    return [Row(*values) for values in await uow.session.execute(statement)]
