"""The report a shift writes by itself."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.web.structs import tidy
from unison_web.modules.identity.models import User
from unison_web.modules.machines.models import Machine
from unison_web.modules.production.models import LogEntry, Reason
from unison_web.modules.reporting.rules import ROLES, Reporting
from unison_web.modules.reporting.schemas import NoteOut, ShiftReportOut, SumOut, WorkedOn
from unison_web.modules.reporting.schemas_signing import SignatureIn
from unison_web.modules.reporting.service import signing
from unison_web.modules.reporting.service.asking import Asked, Scope, understood
from unison_web.modules.reporting.service.figures import of_scope
from unison_web.modules.time_ledger.models import MachineTime
from unison_web.modules.time_ledger.presenters import exact_minutes, minutes
from unison_web.modules.work_orders.models import Operation, WorkOrder

NOTES = 30
STEP = (Operation.id, WorkOrder.number, Operation.sequence, Operation.name, Operation.run_minutes)
OF_STAY = and_(Operation.organization_id == MachineTime.organization_id, Operation.id == MachineTime.operation_id)


class Step(NamedTuple):
    """An operation of an order, by the columns ``STEP``."""

    id: UUID
    order: str
    sequence: int
    name: str
    minutes: Decimal


async def report(uow: UnitOfWork, said: Asked) -> ShiftReportOut:
    scope = await understood(uow, Asked(said.plant, "shift", said.day, said.shift))
    figures, told = await of_scope(uow, scope), await _told(uow, scope)
    found = ShiftReportOut(
        figures, scope.shift.name if scope.shift else "", _work(scope, await _ran(uow, scope), told), _scrap(told),
        _people(told), await _notes(uow, scope),
    )  # fmt: skip
    signed = await signing.of_scope(uow, scope)
    found.signatures = [signing.shown(row) for row in signed]
    if signed:
        found.differences = signing.differences(signed[0].figures, signing.figures(found.oee.total, found.work))
    ended = scope.shift is not None and scope.shift.ends_at <= uow.now()
    mine = any(row.signer_id == uow.actor.user_id for row in signed)
    found.may_sign = ended and not mine and len(signed) < len(ROLES) and uow.actor.may(str(Reporting.SIGN))
    return found


async def signed(uow: UnitOfWork, data: SignatureIn) -> ShiftReportOut:
    """Sign what the report says at this moment."""
    asked = Asked(data.plant, "shift", data.day, data.shift)
    now = await report(uow, asked)
    await signing.sign(uow, data, signing.figures(now.oee.total, now.work))
    return await report(uow, asked)


def _during(uow: UnitOfWork, scope: Scope) -> tuple[ColumnElement[bool], ...]:
    return (
        LogEntry.organization_id == uow.organization_id, LogEntry.plant_id == scope.plant.id,
        LogEntry.occurred_at >= scope.span.start, LogEntry.occurred_at < scope.span.end,
    )  # fmt: skip


@dataclass(frozen=True)
class Told:
    """What was reported of one operation, by whom, where, and why; all of it together."""

    step: Step
    machine: UUID | None
    machine_code: str
    kind: str
    name: str
    reason: str
    quantity: Decimal


async def _told(uow: UnitOfWork, scope: Scope) -> list[Told]:
    """The reports of the shift, once for all that is said about them."""
    by = (*STEP, LogEntry.machine_id, Machine.code, LogEntry.kind, User.name, Reason.name)
    rows = await uow.session.execute(
        select(*by, func.sum(LogEntry.quantity))
        .join(LogEntry.operation).join(Operation.order).join(LogEntry.operator)
        .outerjoin(LogEntry.machine).outerjoin(LogEntry.reason)
        .where(*_during(uow, scope)).group_by(*by)
    )  # fmt: skip
    return [
        Told(Step(*row[: len(STEP)]), machine, code or "", kind, name, reason or "", quantity or Decimal(0))
        for *row, machine, code, kind, name, reason, quantity in rows
    ]


async def _ran(uow: UnitOfWork, scope: Scope) -> dict[tuple[Step, UUID | None], timedelta]:
    """How long each operation ran inside the shift, by machine; up to now where it still does."""
    end = min(scope.span.end, uow.now())
    since = func.greatest(MachineTime.starts_at, scope.span.start)
    until = func.least(func.coalesce(MachineTime.ends_at, end), end)
    rows = await uow.session.execute(
        select(*STEP, MachineTime.machine_id, func.sum(until - since))
        .join(Operation, OF_STAY).join(Operation.order)
        .where(
            MachineTime.organization_id == uow.organization_id, MachineTime.state == "running",
            MachineTime.machine_id.in_([machine.id for machine in scope.machines]), MachineTime.starts_at < end,
            func.coalesce(MachineTime.ends_at, end) > scope.span.start,
        )
        .group_by(*STEP, MachineTime.machine_id)
    )  # fmt: skip
    return {(Step(*row), machine): length for *row, machine, length in rows}


def _work(scope: Scope, ran: dict[tuple[Step, UUID | None], timedelta], told: list[Told]) -> list[WorkedOn]:
    """Operations that ran or were reported, with what the time they ran should have given."""
    counted: dict[tuple[Step, UUID | None], dict[str, Decimal]] = {}
    for each in told:
        if each.kind in ("good", "scrap"):
            sums = counted.setdefault((each.step, each.machine), {"good": Decimal(0), "scrap": Decimal(0)})
            sums[each.kind] += each.quantity
    codes = {machine.id: machine.code for machine in scope.machines}
    found = []
    for step, machine in ran.keys() | counted.keys():
        time = ran.get((step, machine), timedelta(0))
        planned = (exact_minutes(time) / step.minutes).quantize(Decimal("0.1")) if step.minutes else Decimal(0)
        good, scrap = (counted.get((step, machine), {}).get(kind, Decimal(0)) for kind in ("good", "scrap"))
        code = codes.get(machine, "") if machine else ""
        what = f"{step.sequence} {step.name}"
        found.append(WorkedOn(step.order, what, code, minutes(time), tidy(planned), tidy(good), tidy(scrap)))
    return sorted(found, key=lambda row: (row.machine, row.order, row.operation))


def _scrap(told: list[Told]) -> list[SumOut]:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for each in told:
        if each.kind == "scrap" and each.reason:
            sums[each.reason] += each.quantity
    ordered = sorted(((name, sum_) for name, sum_ in sums.items() if sum_), key=lambda each: (-each[1], each[0]))
    return [SumOut(name, tidy(quantity)) for name, quantity in ordered]


def _people(told: list[Told]) -> list[SumOut]:
    good: dict[str, Decimal] = defaultdict(Decimal)
    machines: dict[str, set[str]] = defaultdict(set)
    for each in told:
        good[each.name] += each.quantity if each.kind == "good" else Decimal(0)
        machines[each.name] |= {each.machine_code} - {""}
    return [SumOut(name, tidy(good[name]), ", ".join(sorted(machines[name]))) for name in sorted(good)]


async def _notes(uow: UnitOfWork, scope: Scope) -> list[NoteOut]:
    rows = await uow.session.execute(
        select(LogEntry.occurred_at, User.name, LogEntry.note).join(LogEntry.operator)
        .where(*_during(uow, scope), LogEntry.note != "")
        .order_by(LogEntry.occurred_at).limit(NOTES)
    )  # fmt: skip
    return [NoteOut(at, who, note) for at, who, note in rows]
