"""Start, pause, stop and finish. The machine's state follows what is reported at it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.modules.machines import service as machines
from unison_web.modules.machines.events import Occasion
from unison_web.modules.machines.models import Machine
from unison_web.modules.machines.repository import MachineRepository
from unison_web.modules.machines.rules import can_do
from unison_web.modules.production import rules
from unison_web.modules.production.models import LogEntry
from unison_web.modules.production.repository import ReasonRepository
from unison_web.modules.production.schemas import FinishIn, PauseIn, StartIn, StopIn
from unison_web.modules.production.service import checks, labour, log
from unison_web.modules.skills import service as skills
from unison_web.modules.work_orders.models import Operation
from unison_web.modules.work_orders.repository import OperationRepository
from unison_web.modules.work_orders.service import moves


async def start(uow: UnitOfWork, operation: Operation, data: StartIn, station: UUID | None = None) -> LogEntry:
    """Begin, or go on after a pause. What stands in the way is said here, not when the work is done."""
    rules.order_is_open(operation.order.state).or_refuse()
    rules.may_start(operation.state, operation.arrived, operation.done).or_refuse()
    return await begin(uow, operation, data.machine, data.occurred_at, station)


async def begin(
    uow: UnitOfWork, operation: Operation, machine: str, occurred_at: datetime | None, station: UUID | None = None
) -> LogEntry:
    """The part of starting that a first report does too."""
    await skills.fit(uow, operation.skills)
    kind = "resume" if operation.state == "paused" else "start"
    at = None if operation.outside_id else await _machine(uow, operation, machine, station)
    if at:
        await uow.session.refresh(at, with_for_update={"of": Machine})  # another order may be starting here too
        operation.machine_id, operation.machine = at.id, at
        await machines.set_state(uow, at, "running", how=_touched(uow, operation, occurred_at))
    operation.state, operation.state_reason = "running", ""
    operation.started_at = operation.started_at or rules.happened_at(occurred_at, uow.now())
    moves.started(uow, operation.order)
    entry = log.entry(uow, operation, kind, occurred_at=occurred_at)
    log.tell(uow, entry)
    await uow.session.flush()  # a guarded update may follow, and must see the state
    return entry


async def _machine(uow: UnitOfWork, operation: Operation, code: str, station: UUID | None) -> Machine | None:
    """The named machine, the tablet's own, the one it ran on before, or a free one of the work center."""
    candidates = await MachineRepository(uow).at(operation.work_center_id)
    if code:
        named = next((machine for machine in candidates if machine.code == code), None)
        if named is None:
            raise Refused(
                machine=_("{code} does not belong to {place}").format(code=code, place=operation.work_center.name)
            )
        return _able(named, operation)
    wanted = station or operation.machine_id
    own = next((machine for machine in candidates if machine.id == wanted), None)
    able = [machine for machine in candidates if can_do(machine.code, machine.capabilities, operation.capabilities)]
    free = next((machine for machine in able if machine.state in ("idle", "unknown")), None)
    first = next(iter(able or candidates), None)
    chosen = own or free or first
    return _able(chosen, operation) if chosen else None


def _able(machine: Machine, operation: Operation) -> Machine:
    can_do(machine.code, machine.capabilities, operation.capabilities).or_refuse()
    return machine


async def pause(uow: UnitOfWork, operation: Operation, data: PauseIn) -> LogEntry:
    _is_running(operation)
    operation.state, operation.state_reason = "paused", data.note.strip()
    await _machine_is(uow, operation, "idle", "", _touched(uow, operation, data.occurred_at))
    return _said(uow, operation, "pause", data.note, data.occurred_at)


async def stop(uow: UnitOfWork, operation: Operation, data: StopIn) -> LogEntry:
    """The machine stands, and this is why."""
    _is_running(operation)
    reason = await ReasonRepository(uow).by_code("stop", data.reason)
    if reason is None:
        raise Refused(reason=_("There is no such reason"))
    operation.state, operation.state_reason = "paused", reason.name
    state, touch = "planned_stop" if reason.planned else "unplanned_stop", _touched(uow, operation, data.occurred_at)
    await _machine_is(uow, operation, state, data.note.strip() or reason.name, replace(touch, reason_id=reason.id))
    entry = log.entry(uow, operation, "stop", reason=reason, note=data.note, occurred_at=data.occurred_at)
    log.tell(uow, entry)
    return entry


async def finish(uow: UnitOfWork, operation: Operation, data: FinishIn) -> LogEntry:
    """End the operation; after the last one the order is finished."""
    rules.order_is_open(operation.order.state).or_refuse()
    before, after = await OperationRepository(uow).neighbours(operation)
    all_came = before is None or before.state == "done"
    expected = min(operation.quantity, operation.arrived) if all_came else operation.quantity
    rules.may_finish(operation.state, expected - operation.done, data.reason).or_refuse()
    await checks.all_found(uow, operation)
    operation.state, operation.state_reason, operation.finished_at = "done", data.reason.strip(), uow.now()
    touch = replace(_touched(uow, operation, data.occurred_at), frees=True)
    await _machine_is(uow, operation, "idle", "", touch)
    entry = _said(uow, operation, "finish", data.reason, data.occurred_at)
    await labour.everybody_out(uow, operation, entry.occurred_at)
    if after is not None and operation.good == 0:
        await OperationRepository(uow).skip_after(operation)  # nothing will ever come to them
        after = None
    if after is None:
        moves.finished(uow, operation.order, operation)
    return entry


def _is_running(operation: Operation) -> None:
    rules.order_is_open(operation.order.state).or_refuse()
    if operation.state not in ("running", "setup"):
        raise Refused(_("This operation is not running"), code="wrong-state")


def _touched(uow: UnitOfWork, operation: Operation, occurred_at: datetime | None) -> Occasion:
    """At the moment of the touch, which a tablet without a network tells later."""
    return Occasion(rules.happened_at(occurred_at, uow.now()), operation.id, source="touch")


async def _machine_is(uow: UnitOfWork, operation: Operation, state: str, reason: str, how: Occasion) -> None:
    """The machine follows, unless another operation still runs at it: then it is not idle."""
    if operation.machine is None:
        return
    if state == "idle" and await OperationRepository(uow).runs_beside(operation):
        return
    await uow.session.refresh(operation.machine, with_for_update={"of": Machine})
    await machines.set_state(uow, operation.machine, state, reason, how)


def _said(uow: UnitOfWork, operation: Operation, kind: str, note: str, occurred_at: datetime | None) -> LogEntry:
    entry = log.entry(uow, operation, kind, note=note, occurred_at=occurred_at)
    log.tell(uow, entry)
    return entry
