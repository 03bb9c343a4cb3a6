"""A stop with its history, and the minutes of a machine on a day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from unison_web.engine.machine_time import times as time_of
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.kit.web.structs import tidy
from unison_web.modules.machines.models import Machine
from unison_web.modules.production.models import LogEntry
from unison_web.modules.production.repository import ReasonRepository
from unison_web.modules.time_ledger import presenters, rules
from unison_web.modules.time_ledger.models import MachineTime
from unison_web.modules.time_ledger.repository import ExplanationRepository, TimeRepository
from unison_web.modules.time_ledger.schemas import MinutesOut, StopOut
from unison_web.modules.time_ledger.service import explaining, minutes, signals
from unison_web.modules.work_orders.models import Operation, WorkOrder

DAY = timedelta(days=1)


async def stop(uow: UnitOfWork, stay: MachineTime) -> StopOut:
    offered = await ReasonRepository(uow).active("stop")
    names = {reason.id: reason.name for reason in offered}
    following = await TimeRepository(uow).following(stay)
    middle = stay.starts_at + ((stay.ends_at or uow.now()) - stay.starts_at) / 2
    zone = ZoneInfo(stay.machine.plant.zone) if "plant" in stay.machine.__dict__ else uow.actor.timezone
    return StopOut(
        **presenters.stop_fields(stay, uow.now()),
        history=[presenters.explanation_out(row) for row in await ExplanationRepository(uow).of(stay)],
        suggested=[presenters.choice(reason, names) for reason in await explaining.suggested(uow, stay.machine_id)],
        reasons=[presenters.choice(reason, names) for reason in offered],
        splittable=middle.astimezone(zone).strftime("%Y-%m-%dT%H:%M") if stay.state in rules.STANDING else "",
        mergeable=bool(rules.may_merge(stay.state, following.state if following else None)),
    )


async def day_of(uow: UnitOfWork, machine: Machine, said: str) -> MinutesOut:
    """From midnight to midnight on the clock of the plant, or up to now."""
    zone = ZoneInfo(machine.plant.zone)
    day = parsed(said, uow.now().astimezone(zone).date())
    start, end = (datetime.combine(each, time(), zone).astimezone(UTC) for each in (day, day + DAY))
    known = await minutes.read(uow, machine.plant_id, [machine], start, end)
    pieces = known.pieces(machine.id)
    orders = await numbers_of(uow, {p.stay.key.operation_id for p in pieces if p.stay and p.stay.key.operation_id})
    good, scrap = await _reported(uow, machine.id, known.start, known.end)
    return MinutesOut(
        machine.id, machine.code, machine.name, known.start, known.end,
        presenters.minutes(known.end - known.start), presenters.element_rows(time_of(pieces)),
        [presenters.piece_out(piece, known.reasons, orders) for piece in pieces], good, scrap,
        await signals.counted(uow, machine.id, known.start, known.end),
        str(day), str(day - DAY), str(day + DAY) if end <= uow.now() else "",
    )  # fmt: skip


def parsed(said: str, today: date) -> date:
    try:
        day = date.fromisoformat(said) if said else today
    except ValueError:
        raise Refused(day=_("Enter a date as year-month-day")) from None
    if not 1970 < day.year < 2999:
        raise Refused(day=_("Choose a year between 1970 and 2999"))
    return day


async def numbers_of(uow: UnitOfWork, operations: Collection[UUID]) -> dict[UUID, str]:
    """The order of each operation."""
    found = (
        select(Operation.id, WorkOrder.number)
        .join(Operation.order)
        .where(Operation.organization_id == uow.organization_id, Operation.id.in_(operations))
    )
    return {operation: number for operation, number in await uow.session.execute(found)} if operations else {}


async def _reported(uow: UnitOfWork, machine: UUID, start: datetime, end: datetime) -> tuple[Decimal, Decimal]:
    sums = (
        select(LogEntry.kind, func.sum(LogEntry.quantity))
        .where(
            LogEntry.organization_id == uow.organization_id, LogEntry.machine_id == machine,
            LogEntry.kind.in_(("good", "scrap")), LogEntry.occurred_at >= start, LogEntry.occurred_at < end,
        )
        .group_by(LogEntry.kind)
    )  # fmt: skip
    found = {kind: quantity for kind, quantity in await uow.session.execute(sums)}
    return tidy(found.get("good", rules.ZERO)), tidy(found.get("scrap", rules.ZERO))
