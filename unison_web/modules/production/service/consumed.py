"""A component that went in, as a line of the log: issued to the order from its lot and place, and taken back."""

from __future__ import annotations

from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.modules.consumption.schemas import IssueIn
from unison_web.modules.consumption.service import backflush, byhand
from unison_web.modules.materials.models import Material
from unison_web.modules.production import rules
from unison_web.modules.production import rules_corrections as may
from unison_web.modules.production.models import LogEntry
from unison_web.modules.production.repository import LogRepository
from unison_web.modules.production.schemas_counting import EntryIn
from unison_web.modules.production.service import log
from unison_web.modules.work_orders.models import Operation
from unison_web.modules.work_orders.repository import OperationRepository


async def moved(uow: UnitOfWork, operation: Operation, entry: LogEntry, component: Material, data: EntryIn) -> None:
    """What is not tracked lies in no lot: the number somebody read stays in the log only."""
    lot = data.lot.strip() if component.tracking != "none" else ""
    said = IssueIn(
        material=component.number, quantity=data.quantity, location=data.place.strip(), lot=lot, reason=data.note
    )
    try:
        await byhand.consumed(uow, operation, entry.id, said)
    except Refused as refusal:
        names = {"location": "place", "reason": "note"}
        refusal.fields = {names.get(name, name): words for name, words in refusal.fields.items()}
        raise


async def taken_back(uow: UnitOfWork, operation: Operation, entry: LogEntry, why: str = "") -> LogEntry:
    """It goes back to where it came from. The reversal has the moment and the person of the entry."""
    reversal = log.reversal(uow, entry, why) if why else log.entry(
        uow, operation, "consume", -entry.quantity, reverses=entry.id
    )  # fmt: skip
    reversal.component_id, reversal.lot = entry.component_id, entry.lot
    await uow.session.flush()
    await backflush.taken_back(uow, operation, entry.id, reversal.id)
    log.tell(uow, reversal)
    return reversal


async def reverse(uow: UnitOfWork, entry_id: UUID, why: str) -> LogEntry:
    """Say later that a component did not go in. Raises Refused where that was said already."""
    may.says_why(why).or_refuse()
    entry = await LogRepository(uow).shown(entry_id)
    if entry.kind != "consume" or entry.reverses_id is not None:
        raise Refused(_("Only components that went in are taken back here"), code="not-consumed")
    operation = await OperationRepository(uow).with_order(entry.operation_id, lock=True)
    rules.not_taken_back(bool(await LogRepository(uow).reversed_among([entry.id]))).or_refuse()
    may.order_takes(operation.order.state).or_refuse()
    uow.reason = why.strip()
    return await taken_back(uow, operation, entry, why.strip())
