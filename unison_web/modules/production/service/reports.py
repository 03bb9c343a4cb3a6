"""Good and bad pieces. The guarded update is the gate; everything else follows from it in the same transaction."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.db.writes import guarded_update
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.modules.consumption.service import backflush
from unison_web.modules.production import rules
from unison_web.modules.production.models import LogEntry, Reason
from unison_web.modules.production.repository import LogRepository, ReasonRepository
from unison_web.modules.production.schemas import ReportIn
from unison_web.modules.production.service import beside, consumed, log, pallets, running
from unison_web.modules.work_orders.models import Operation, WorkOrder
from unison_web.modules.work_orders.repository import OperationRepository
from unison_web.modules.work_orders.rules import limit


async def report(uow: UnitOfWork, operation: Operation, data: ReportIn, station: UUID | None = None) -> LogEntry:
    """Count pieces at an operation. Raises Refused with the number that would still fit."""
    rules.order_is_open(operation.order.state).or_refuse()
    rules.may_report(operation.state).or_refuse()
    rules.countable(data.quantity).or_refuse()
    reason = await _reason(uow, data)
    said = await beside.said(uow, operation, data)
    before, after = await OperationRepository(uow).neighbours(operation)
    if operation.state in ("ready", "paused"):
        await running.begin(uow, operation, "", data.occurred_at, station)
    await _count(uow, operation, data, first=before is None)
    entry = log.entry(
        uow, operation, data.kind, data.quantity, reason=reason, note=data.note, occurred_at=data.occurred_at
    )
    await _pass_on(uow, operation, after, data.kind, data.quantity)
    await uow.session.flush()  # the ledger names the entry
    if data.kind in rules.ENDS:
        await backflush.reported(uow, operation, entry.id, data.kind, data.quantity, said)
    if data.pallet and data.kind == "good":
        await pallets.made(uow, operation, entry)
    log.tell(uow, entry)
    return entry


async def _reason(uow: UnitOfWork, data: ReportIn) -> Reason | None:
    if data.kind not in rules.BAD:
        return None
    if not data.reason:
        raise Refused(reason=_("Choose why they are bad"))
    found = await ReasonRepository(uow).by_code("scrap", data.reason)
    if found is None:
        raise Refused(reason=_("There is no such reason"))
    return found


async def _count(uow: UnitOfWork, operation: Operation, data: ReportIn, *, first: bool) -> None:
    """Add to the counter only while there is room: two reports of the last ten cannot both find it."""
    most = limit(operation.order.quantity, operation.order.tolerance)
    accepted = data.accept_over and len(data.note.strip()) >= 3
    counter = counter_of(data.kind)
    room: list[ColumnElement[bool]] = [Operation.state.in_(("running", "setup"))]
    if not first:
        room.append(Operation.good + Operation.scrap + Operation.held + data.quantity <= Operation.arrived)
    if data.kind == "good" and not accepted:
        room.append(Operation.good + data.quantity <= most)
    if not await guarded_update(uow, Operation, operation.id, {counter.key: counter + data.quantity}, *room):
        left = None if first else operation.arrived - operation.done
        rules.too_many(data.kind, data.quantity, operation.good, most, left).or_refuse()
        raise Refused(_("There is no room for this report"), code="over-report")


def counter_of(kind: str) -> InstrumentedAttribute[Decimal]:
    """Which number of the operation an entry of this kind moves."""
    return {"good": Operation.good, "scrap": Operation.scrap, "rework": Operation.rework, "hold": Operation.held}[kind]


async def _pass_on(
    uow: UnitOfWork, operation: Operation, after: Operation | None, kind: str, quantity: Decimal
) -> None:
    """Good pieces arrive at the next operation; at the last one they are the order's. Scrap counts on the order.
    What goes through again or waits for a decision stays here."""
    if kind in ("rework", "hold"):
        return
    if kind == "scrap":
        await guarded_update(uow, WorkOrder, operation.work_order_id, {"scrap": WorkOrder.scrap + quantity})
    elif after is None:
        await guarded_update(uow, WorkOrder, operation.work_order_id, {"good": WorkOrder.good + quantity})
    else:
        await _arrive(uow, after, quantity)


async def _arrive(uow: UnitOfWork, after: Operation, quantity: Decimal) -> None:
    """Pieces come to an operation, or go back from it as long as it has not used them."""
    values: dict[str, object] = {"arrived": Operation.arrived + quantity}
    if after.state == "pending" and quantity > rules.ZERO:
        values["state"] = "ready"
    unused = Operation.arrived + quantity >= Operation.good + Operation.scrap + Operation.held
    if not await guarded_update(uow, Operation, after.id, values, unused):
        raise Refused(
            _("The next operation has already used these pieces. Ask the supervisor to correct it"), code="used"
        )


async def undo(uow: UnitOfWork, entry_id: UUID) -> LogEntry:
    """Take a report back with a reversing row. Only soon, by the same person, at the same tablet."""
    entry = await LogRepository(uow).by_id(entry_id)
    already = bool(await LogRepository(uow).reversed_among([entry.id])) or entry.reverses_id is not None
    rules.may_undo(
        entry.created_at, uow.now(),
        same_person=entry.operator_id == uow.actor.user_id and entry.correction_id is None,
        same_device=entry.device == uow.actor.device_name, already=already,
    ).or_refuse()  # fmt: skip
    if entry.kind not in rules.COUNTED | {"consume"}:
        raise Refused(_("Only counted pieces and components can be undone"), code="not-counted")
    operation = await OperationRepository(uow).with_order(entry.operation_id, lock=True)
    if entry.kind == "consume":
        return await consumed.taken_back(uow, operation, entry)
    _before, after = await OperationRepository(uow).neighbours(operation)
    counter = counter_of(entry.kind)
    await guarded_update(
        uow, Operation, operation.id, {counter.key: counter - entry.quantity}, counter >= entry.quantity
    )
    await _pass_on(uow, operation, after, entry.kind, -entry.quantity)
    reversal = log.entry(uow, operation, entry.kind, -entry.quantity, reverses=entry.id, reason_id=entry.reason_id)
    await uow.session.flush()
    await backflush.taken_back(uow, operation, entry.id, reversal.id)
    log.tell(uow, reversal)
    return reversal
