"""Corrections: the entry is reversed and said again, in one transaction, and everything that followed from it follows.

The new rows keep the moment, the machine and the person of the first one, so that yesterday's figures change and not
today's; who corrected it, when and why stand beside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ColumnElement

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.db.writes import guarded_update
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.kit.state import YES, Verdict
from unison_web.modules.consumption.service import backflush
from unison_web.modules.production import rules
from unison_web.modules.production import rules_corrections as may
from unison_web.modules.production.events import Corrected
from unison_web.modules.production.models import LogEntry, Reason
from unison_web.modules.production.repository import LogRepository, ReasonRepository
from unison_web.modules.production.schemas_corrections import CorrectionIn, DecisionIn
from unison_web.modules.production.service import beside, log
from unison_web.modules.production.service.log import Part
from unison_web.modules.production.service.reports import counter_of
from unison_web.modules.work_orders import rules as order_rules
from unison_web.modules.work_orders.models import Operation, WorkOrder
from unison_web.modules.work_orders.repository import OperationRepository, WorkOrderRepository
from unison_web.modules.work_orders.service import moves


@dataclass(frozen=True, slots=True)
class Change:
    """A correction that is possible. ``before`` and ``after`` are the neighbours the pieces come from and go to."""

    entry: LogEntry
    order: WorkOrder
    operation: Operation
    before: Operation | None
    after: Operation | None
    parts: tuple[Part, ...]
    reopen: bool = False

    def more(self, *kinds: str) -> Decimal:
        """How many more pieces of these kinds there will be; below zero where there will be fewer."""
        said = sum((part.quantity for part in self.parts if part.kind in kinds), rules.ZERO)
        return said - (self.entry.quantity if self.entry.kind in kinds else rules.ZERO)

    @property
    def revives(self) -> bool:
        """Nothing good had come, so what follows was skipped; now there is something to work on."""
        return self.more("good") > rules.ZERO and self.after is not None and self.after.state == "skipped"

    @property
    def reopens(self) -> bool:
        """Whether a finished order goes back to the floor."""
        return self.order.state in may.FINISHED and (self.reopen or self.revives)


async def correct(uow: UnitOfWork, entry_id: UUID, data: CorrectionIn) -> LogEntry:
    """Say an entry anew. Raises Refused where later operations used the pieces. Returns the reversal."""
    may.says_why(data.why).or_refuse()
    return await carry_out(uow, await planned(uow, entry_id, data, lock=True), data.why)


async def planned(uow: UnitOfWork, entry_id: UUID, data: CorrectionIn, *, lock: bool = False) -> Change:
    """What the correction would change, asked of every rule. Without ``lock`` only to be looked at."""
    may.not_below_zero(quantity=data.quantity).or_refuse()
    entry = await LogRepository(uow).shown(entry_id)
    reason = await _reason(uow, data.kind, data.reason or (entry.reason.code if entry.reason else ""))
    said = Part(data.kind, data.quantity, reason, data.note)
    parts = (said,) if data.quantity else ()
    as_it_was = Part(entry.kind, entry.quantity, entry.reason, entry.note)
    may.changes_something(same=(said.kind, said.quantity, said.reason, said.note) == (
        as_it_was.kind, as_it_was.quantity, as_it_was.reason, as_it_was.note
    )).or_refuse()  # fmt: skip
    change = await _change(uow, entry, parts, data.reopen, lock=lock)
    _allowed(change, accepted=data.accept_over).or_refuse()
    return change


async def decide(uow: UnitOfWork, entry_id: UUID, data: DecisionIn) -> LogEntry:
    """What becomes of pieces that were set aside. Those nobody decided about stay set aside."""
    entry = await LogRepository(uow).shown(entry_id)
    if entry.kind != "hold":
        raise Refused(_("These pieces are not set aside"), code="not-held")
    may.not_below_zero(good=data.good, scrap=data.scrap, rework=data.rework).or_refuse()
    total = data.good + data.scrap + data.rework
    may.decided(total, entry.quantity).or_refuse()
    bad = await _reason(uow, "scrap", data.reason or (entry.reason.code if entry.reason else ""))
    parts = [
        Part(kind, quantity, None if kind == "good" else bad, data.note)
        for kind, quantity in (("good", data.good), ("scrap", data.scrap), ("rework", data.rework))
        if quantity
    ]
    if rest := entry.quantity - total:
        parts.append(Part("hold", rest, entry.reason, entry.note))
    change = await _change(uow, entry, parts, reopen=False, lock=True)
    _allowed(change, accepted=True).or_refuse()
    return await carry_out(uow, change, data.note or _("Decided about pieces set aside"))


async def _reason(uow: UnitOfWork, kind: str, code: str) -> Reason | None:
    if kind not in rules.BAD:
        return None
    found = await ReasonRepository(uow).by_code("scrap", code) if code else None
    if found is None:
        raise Refused(reason=_("There is no such reason") if code else _("Choose why they are bad"))
    return found


async def _change(uow: UnitOfWork, entry: LogEntry, parts: Sequence[Part], reopen: bool, *, lock: bool) -> Change:
    orders = WorkOrderRepository(uow)
    order = await (orders.locked if lock else orders.whole)(entry.work_order_id)
    already = bool(await LogRepository(uow).reversed_among([entry.id]))
    may.may_correct(entry.kind, is_reversal=entry.reverses_id is not None, already=already).or_refuse()
    may.order_takes(order.state).or_refuse()
    line = order.operations
    place = next(index for index, operation in enumerate(line) if operation.id == entry.operation_id)
    before = next((other for other in reversed(line[:place]) if other.state != "skipped"), None)
    after = line[place + 1] if place + 1 < len(line) else None
    return Change(entry, order, line[place], before, after, tuple(parts), reopen)


def _allowed(change: Change, *, accepted: bool) -> Verdict:
    operation, after = change.operation, change.after
    left = None if change.before is None else operation.arrived - operation.done
    good = change.more("good")
    most = order_rules.limit(change.order.quantity, change.order.tolerance)
    return (
        may.arrived_for(change.more(*rules.ENDS), left)
        and (may.still_there(f"{after.sequence} {after.name}", -good, after.arrived - after.done) if after else YES)
        and may.within(operation.good + good, most, more=good > rules.ZERO, accepted=accepted)
    )


async def carry_out(uow: UnitOfWork, change: Change, why: str) -> LogEntry:
    """Reversal, new entries, counts and states. Several corrections of one transaction come one after the other."""
    uow.reason = why.strip()
    reversal = log.reversal(uow, change.entry, why)
    rows = [log.instead(uow, change.entry, reversal.id, part) for part in change.parts]
    await _recount(uow, change)
    await _states(uow, change, why)
    await _stock(uow, change, reversal, rows)
    for row in (reversal, *rows):
        log.tell(uow, row)
    uow.emit(Corrected(reversal.id, change.entry.id, change.order.id, change.operation.id, change.order.plant_id))
    return reversal


async def _stock(uow: UnitOfWork, change: Change, reversal: LogEntry, rows: Sequence[LogEntry]) -> None:
    """What the entry took and made goes back, and what the new ones take and make is taken and made."""
    await uow.session.flush()  # the ledger names the entries
    operation = await OperationRepository(uow).with_order(change.operation.id)
    came = await backflush.beside(uow, operation, change.entry.id)
    await backflush.taken_back(uow, operation, change.entry.id, reversal.id)
    for row in rows:
        if row.kind in rules.ENDS:
            said = beside.in_ratio(came, change.entry, row)
            await backflush.reported(uow, operation, row.id, row.kind, row.quantity, said)


async def _recount(uow: UnitOfWork, change: Change) -> None:
    operation, after, good, scrap = change.operation, change.after, change.more("good"), change.more("scrap")
    values = {counter_of(kind).key: counter_of(kind) + more for kind in rules.COUNTED if (more := change.more(kind))}
    room: list[ColumnElement[bool]] = []
    if change.before is not None and change.more(*rules.ENDS) > rules.ZERO:
        room.append(Operation.good + Operation.scrap + Operation.held + change.more(*rules.ENDS) <= Operation.arrived)
    if values and not await guarded_update(uow, Operation, operation.id, values, *room):
        raise Refused(_("There is no room for this report"), code="over-report")
    counts = {"scrap": WorkOrder.scrap + scrap} if scrap else {}
    if good and after is None:
        counts["good"] = WorkOrder.good + good
    if counts:
        await guarded_update(uow, WorkOrder, change.order.id, counts)
    if good and after is not None:
        unused = Operation.arrived + good >= Operation.good + Operation.scrap + Operation.held
        if not await guarded_update(uow, Operation, after.id, {"arrived": Operation.arrived + good}, unused):
            raise Refused(_("The next operation has already used these pieces"), code="used")


async def _states(uow: UnitOfWork, change: Change, why: str) -> None:
    """Whoever has pieces again can work again; whoever has none any more waits."""
    order, operation, after = change.order, change.operation, change.after
    if change.reopens:
        await moves.reopen(uow, order, why)
    elif order.state in ("completed", "failed"):
        order.state = order_rules.outcome(order.good)
    if order.state in may.FINISHED:
        return
    if change.reopen and operation.state == "done" and operation.arrived > operation.done:
        operation.state, operation.finished_at = "ready", None
    if after is None:
        return
    if after.state in ("pending", "done", "skipped") and after.arrived > after.done:
        after.state, after.finished_at, after.state_reason = "ready", None, ""
    elif after.state == "ready" and after.started_at is None and after.arrived <= after.done:
        after.state = "pending"
