"""Calling for help at a machine, coming, and saying what was done."""

from __future__ import annotations

from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused, SignInNeeded
from unison_web.kit.i18n import _
from unison_web.modules.calls import rules
from unison_web.modules.calls.events import Called
from unison_web.modules.calls.models import Call
from unison_web.modules.calls.repository import CallRepository
from unison_web.modules.calls.schemas import CallIn
from unison_web.modules.machines.models import Machine
from unison_web.modules.machines.repository import MachineRepository


async def call(uow: UnitOfWork, data: CallIn) -> Call:
    """Call somebody to a machine that is named by its code."""
    machine = await MachineRepository(uow).by_code(data.machine.strip(), uow.actor.plant_id)
    if machine is None:
        raise Refused(machine=_("There is no machine with this code"))
    return await call_to(uow, machine, data.kind, data.note)


async def call_to(uow: UnitOfWork, machine: Machine, kind: str, note: str) -> Call:
    """One call of a kind at a time: who presses twice gets the call that is under way."""
    rules.known_kind(kind).or_refuse()
    if uow.actor.user_id is None:
        raise SignInNeeded
    for known in await CallRepository(uow).under_way(machine.id):
        if known.kind == kind:
            return known
    row = Call(
        plant_id=machine.plant_id, machine_id=machine.id, kind=kind, note=note.strip(), caller_id=uow.actor.user_id,
        called_at=uow.now(), state="open",
    )  # fmt: skip
    uow.session.add(row)
    return await _told(uow, row)


async def accept(uow: UnitOfWork, call_id: UUID) -> Call:
    """Whoever acts is on the way."""
    row = await CallRepository(uow).whole(call_id)
    rules.may_accept(row.state, row.helper.name if row.helper else "").or_refuse()
    if uow.actor.user_id is None:
        raise SignInNeeded
    row.state, row.helper_id, row.accepted_at = "accepted", uow.actor.user_id, uow.now()
    return await _told(uow, row)


async def solve(uow: UnitOfWork, call_id: UUID, solution: str) -> Call:
    """What was done. Who says so without having accepted came all the same."""
    row = await CallRepository(uow).whole(call_id)
    rules.may_solve(row.state, solution).or_refuse()
    if row.helper_id is None:
        row.helper_id, row.accepted_at = uow.actor.user_id, uow.now()
    row.state, row.solution, row.ended_at = "solved", solution.strip(), uow.now()
    return await _told(uow, row)


async def withdraw(uow: UnitOfWork, call_id: UUID) -> Call:
    """It is not needed any more."""
    row = await CallRepository(uow).whole(call_id)
    rules.may_withdraw(row.state).or_refuse()
    row.state, row.ended_at = "withdrawn", uow.now()
    return await _told(uow, row)


async def _told(uow: UnitOfWork, row: Call) -> Call:
    await uow.session.flush()
    uow.emit(Called(row.id, row.plant_id))
    await uow.session.refresh(row, ["machine", "caller", "helper"])
    return row
