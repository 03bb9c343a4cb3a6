"""The report a shift writes by itself."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

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


async def report(uow: UnitOfWork, said: Asked) -> ShiftReportOut:
    scope = await understood(uow, Asked(said.plant, "shift", said.day, said.shift))
    found = ShiftReportOut(
        await of_scope(uow, scope), scope.shift.name if scope.shift else "", await _work(uow, scope),
        await _scrap(uow, scope), await _people(uow, scope), await _notes(uow, scope),
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


async def _work(uow: UnitOfWork, scope: Scope) -> list[WorkedOn]:
    """Operations that ran or were reported, with what the time they ran should have given."""
    ran = await _ran(uow, scope)
    counted: dict[tuple[UUID, UUID | None], dict[str, Decimal]] = defaultdict(dict)
    rows = await uow.session.execute(
        select(LogEntry.operation_id, LogEntry.machine_id, LogEntry.kind, func.sum(LogEntry.quantity))
        .where(*_during(uow, scope), LogEntry.kind.in_(("good", "scrap")))
        .group_by(LogEntry.operation_id, LogEntry.machine_id, LogEntry.kind)
    )
    for operation, machine, kind, quantity in rows:
        counted[operation, machine][kind] = quantity
    keys = ran.keys() | counted.keys()
    named = await _operations(uow, {operation for operation, _machine in keys})
    codes = {machine.id: machine.code for machine in scope.machines}
    found = []
    for operation, machine in keys:
        number, sequence, name, run_minutes = named[operation]
        time = ran.get((operation, machine), timedelta(0))
        planned = (exact_minutes(time) / run_minutes).quantize(Decimal("0.1")) if run_minutes else Decimal(0)
        good, scrap = (counted[operation, machine].get(kind, Decimal(0)) for kind in ("good", "scrap"))
        code = codes.get(machine, "") if machine else ""
        found.append(
            WorkedOn(number, f"{sequence} {name}", code, minutes(time), tidy(planned), tidy(good), tidy(scrap))
        )
    return sorted(found, key=lambda row: (row.machine, row.order, row.operation))


async def _ran(uow: UnitOfWork, scope: Scope) -> dict[tuple[UUID, UUID | None], timedelta]:
    """How long each operation ran inside the shift, by machine; up to now where it still does."""
    end = min(scope.span.end, uow.now())
    since = func.greatest(MachineTime.starts_at, scope.span.start)
    until = func.least(func.coalesce(MachineTime.ends_at, end), end)
    rows = await uow.session.execute(
        select(MachineTime.operation_id, MachineTime.machine_id, func.sum(until - since))
        .where(
            MachineTime.organization_id == uow.organization_id, MachineTime.state == "running",
            MachineTime.machine_id.in_([machine.id for machine in scope.machines]),
            MachineTime.operation_id.is_not(None), MachineTime.starts_at < end,
            func.coalesce(MachineTime.ends_at, end) > scope.span.start,
        )
        .group_by(MachineTime.operation_id, MachineTime.machine_id)
    )  # fmt: skip
    return {(operation, machine): length for operation, machine, length in rows if operation}


async def _operations(uow: UnitOfWork, ids: set[UUID]) -> dict[UUID, tuple[str, int, str, Decimal]]:
    found = await uow.session.execute(
        select(Operation.id, WorkOrder.number, Operation.sequence, Operation.name, Operation.run_minutes)
        .join(Operation.order)
        .where(Operation.organization_id == uow.organization_id, Operation.id.in_(ids))
    )
    return {key: (number, sequence, name, run) for key, number, sequence, name, run in found}


async def _scrap(uow: UnitOfWork, scope: Scope) -> list[SumOut]:
    total = func.sum(LogEntry.quantity)
    rows = await uow.session.execute(
        select(Reason.name, total).join(LogEntry.reason)
        .where(*_during(uow, scope), LogEntry.kind == "scrap")
        .group_by(Reason.name).having(total != 0).order_by(total.desc(), Reason.name)
    )  # fmt: skip
    return [SumOut(name, tidy(quantity)) for name, quantity in rows]


async def _people(uow: UnitOfWork, scope: Scope) -> list[SumOut]:
    good = func.coalesce(func.sum(LogEntry.quantity).filter(LogEntry.kind == "good"), 0)
    machines = func.string_agg(Machine.code.distinct(), ", ")
    rows = await uow.session.execute(
        select(User.name, good, machines).join(LogEntry.operator).outerjoin(LogEntry.machine)
        .where(*_during(uow, scope)).group_by(User.name).order_by(User.name)
    )  # fmt: skip
    return [SumOut(name, tidy(quantity), where or "") for name, quantity, where in rows]


async def _notes(uow: UnitOfWork, scope: Scope) -> list[NoteOut]:
    rows = await uow.session.execute(
        select(LogEntry.occurred_at, User.name, LogEntry.note).join(LogEntry.operator)
        .where(*_during(uow, scope), LogEntry.note != "")
        .order_by(LogEntry.occurred_at).limit(NOTES)
    )  # fmt: skip
    return [NoteOut(at, who, note) for at, who, note in rows]
