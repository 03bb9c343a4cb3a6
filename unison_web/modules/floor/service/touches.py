"""Touches at an operation: each finds its operation, does what was touched, and answers what the tablet repaints."""

from __future__ import annotations

from uuid import UUID

import msgspec

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.kit.storage import Storage
from unison_web.modules.floor.access import station_of
from unison_web.modules.floor.repository import KeyRepository
from unison_web.modules.floor.schemas import (
    FloorCounter,
    FloorEntry,
    FloorFinding,
    FloorMedia,
    FloorReport,
    FloorTouch,
    FloorUndo,
)
from unison_web.modules.production import presenters
from unison_web.modules.production.models import LogEntry
from unison_web.modules.production.schemas import FindingOut, FinishIn, OperationNow, PauseIn, StartIn, StopIn
from unison_web.modules.production.schemas_counting import LabourIn
from unison_web.modules.production.service import checks, counting, entries, labour, reports, running
from unison_web.modules.production.service import media as media_service
from unison_web.modules.work_orders.models import Operation
from unison_web.modules.work_orders.repository import OperationRepository


async def report(uow: UnitOfWork, operation_id: UUID, data: FloorReport) -> OperationNow:
    operation = await locked(uow, operation_id)
    try:
        entry = await reports.report(uow, operation, data, await machine_here(uow))
    except Refused as refusal:
        if refusal.code == "over-report":
            refusal.confirm = report_anyway()
        raise
    return await painted(uow, operation, entry)


def report_anyway() -> dict[str, object]:
    """More than ordered is a question, not a dead end: one more touch says why."""
    return {
        "field": "accept_over",
        "label": str(_("Report anyway")),
        "note": "note",
        "choices": [str(_("Spare pieces")), str(_("Counted too late")), str(_("The order was raised"))],
    }


async def start(uow: UnitOfWork, operation_id: UUID, data: FloorTouch) -> OperationNow:
    operation = await locked(uow, operation_id)
    said = StartIn(machine=data.machine, occurred_at=data.occurred_at)
    return await painted(uow, operation, await running.start(uow, operation, said, await machine_here(uow)))


async def pause(uow: UnitOfWork, operation_id: UUID, data: FloorTouch) -> OperationNow:
    operation = await locked(uow, operation_id)
    return await painted(uow, operation, await running.pause(uow, operation, PauseIn(data.note, data.occurred_at)))


async def stop(uow: UnitOfWork, operation_id: UUID, data: FloorTouch) -> OperationNow:
    operation = await locked(uow, operation_id)
    if not data.reason.strip():
        raise Refused(reason=_("Choose why it stands"))
    said = StopIn(data.reason, data.note, data.occurred_at)
    return await painted(uow, operation, await running.stop(uow, operation, said))


async def finish(uow: UnitOfWork, operation_id: UUID, data: FloorTouch) -> OperationNow:
    """The reason is a tile, a sentence, or both."""
    operation = await locked(uow, operation_id)
    why = ". ".join(part.strip() for part in (data.reason, data.note) if part.strip())
    return await painted(uow, operation, await running.finish(uow, operation, FinishIn(why, data.occurred_at)))


async def check(uow: UnitOfWork, operation_id: UUID, check_id: UUID, data: FloorFinding) -> FindingOut:
    operation = await locked(uow, operation_id)
    row = await checks.record(uow, operation, check_id, data)
    return presenters.finding_out(row, operation, uow.actor.name)


async def counter(uow: UnitOfWork, operation_id: UUID, data: FloorCounter) -> OperationNow:
    operation = await locked(uow, operation_id)
    await counting.read_counter(uow, operation, data, await machine_here(uow))
    return await painted(uow, operation)


async def entry(uow: UnitOfWork, operation_id: UUID, data: FloorEntry) -> OperationNow:
    operation = await locked(uow, operation_id)
    return await painted(uow, operation, await entries.add(uow, operation, data))


async def media(
    uow: UnitOfWork, operation_id: UUID, data: FloorMedia, sent: tuple[Storage, str, bytes]
) -> OperationNow:
    """``sent`` is where files are kept, the name of the file, and what is in it."""
    storage, name, content = sent
    operation = await locked(uow, operation_id)
    return await painted(uow, operation, await media_service.add(uow, storage, operation, data, name, content))


async def labour_in(uow: UnitOfWork, operation_id: UUID, data: FloorTouch) -> OperationNow:
    operation = await locked(uow, operation_id)
    await labour.clock_in(uow, operation, LabourIn(occurred_at=data.occurred_at))
    return await painted(uow, operation)


async def labour_out(uow: UnitOfWork, operation_id: UUID, data: FloorTouch) -> OperationNow:
    operation = await locked(uow, operation_id)
    await labour.clock_out(uow, operation, LabourIn(occurred_at=data.occurred_at))
    return await painted(uow, operation)


async def undo(uow: UnitOfWork, operation_id: UUID, data: FloorUndo) -> OperationNow:
    """A reversing entry, for thirty seconds, by the same person at the same tablet."""
    operation = await locked(uow, operation_id)
    return await painted(uow, operation, await reports.undo(uow, await entry_behind(uow, data.key)))


async def entry_behind(uow: UnitOfWork, key: str) -> UUID:
    """The entry a touch became: found by the key the tablet made, or named by its own id."""
    answer = await KeyRepository(uow).answer(uow.actor.user_id, key) if uow.actor.user_id else None
    try:
        entry = msgspec.json.decode(answer, type=OperationNow).entry_id if answer else UUID(key)
    except (ValueError, msgspec.MsgspecError):
        entry = None
    if entry is None:
        raise Refused(_("There is nothing to take back: this was not counted"), code="nothing-to-undo")
    return entry


async def locked(uow: UnitOfWork, operation_id: UUID) -> Operation:
    return await OperationRepository(uow).with_order(operation_id, lock=True)


async def machine_here(uow: UnitOfWork) -> UUID | None:
    station = await station_of(uow)
    return station.machine_id if station else None


async def painted(uow: UnitOfWork, operation: Operation, entry: LogEntry | None = None) -> OperationNow:
    """The numbers after the transaction's own writes, for the tablet to repaint."""
    await uow.session.flush()
    await uow.session.refresh(operation, ["good", "scrap", "rework", "held", "arrived", "state"])
    return presenters.now_out(operation, entry)
