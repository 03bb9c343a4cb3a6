"""The verbs of an order: each asks the rules, changes the state, and says so."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import _
from unison_web.modules.custom_fields.service import values as custom
from unison_web.modules.machines import service as machines
from unison_web.modules.machines.events import Occasion
from unison_web.modules.materials import rules as material_rules
from unison_web.modules.work_orders import rules
from unison_web.modules.work_orders.events import WorkOrderCompleted, WorkOrderEvent, WorkOrderReleased
from unison_web.modules.work_orders.models import Operation, WorkOrder
from unison_web.modules.work_orders.repository import OperationRepository
from unison_web.modules.work_orders.service.shortages import shortages


async def release(uow: UnitOfWork, order: WorkOrder, *, accept_shortage: bool = False) -> WorkOrder:
    """Give the order to the floor. Refuses while material is short, unless that is accepted on purpose."""
    material_rules.drafts_within(
        [r.component.number for r in order.materials if r.component.state == "draft"]
    ).or_refuse()
    short = await shortages(uow, order)
    rules.may_release(order.state, len(order.operations), short, accept_shortage=accept_shortage).or_refuse()
    await custom.ready(uow, "work-orders", order, "released")
    if short:
        uow.reason = "; ".join(str(shortage) for shortage in short[:10])
    order.state, order.released_at, order.state_reason = "released", uow.now(), ""
    first = order.operations[0]
    first.state, first.arrived = "ready", order.quantity
    _tell(uow, order, "release", WorkOrderReleased)
    return order


async def unrelease(uow: UnitOfWork, order: WorkOrder, reason: str = "") -> WorkOrder:
    """Take an untouched order back from the floor."""
    rules.may_unrelease(order.state, _was_reported(order)).or_refuse()
    for operation in order.operations:
        operation.state, operation.arrived = "pending", rules.ZERO
    order.released_at = None
    return _moved(uow, order, "unrelease", reason)


async def hold(uow: UnitOfWork, order: WorkOrder, reason: str) -> WorkOrder:
    """Nothing may be started or reported until the order is resumed; what runs, pauses."""
    _ask(order, "hold", reason)
    order.resume_state = order.state
    for operation in order.operations:
        if operation.state in ("running", "setup"):
            await _interrupt(uow, operation)
    return _moved(uow, order, "hold", reason)


async def resume(uow: UnitOfWork, order: WorkOrder, reason: str = "") -> WorkOrder:
    _ask(order, "resume", reason)
    order.state, order.resume_state, order.state_reason = order.resume_state or "in_progress", "", ""
    uow.reason = reason
    _tell(uow, order, "resume")
    return order


async def cancel(uow: UnitOfWork, order: WorkOrder, reason: str) -> WorkOrder:
    rules.may_cancel(order.state, _was_reported(order)).or_refuse()
    rules.good_reason("cancel", reason).or_refuse()
    return _moved(uow, order, "cancel", reason)


async def short_close(uow: UnitOfWork, order: WorkOrder, reason: str) -> WorkOrder:
    """Stop here: what is good so far is all there will be. Open operations end."""
    _ask(order, "short-close", reason)
    for operation in order.operations:
        if operation.state != "done":
            operation.state, operation.state_reason, operation.finished_at = "done", "closed short", uow.now()
    order.completed_at = uow.now()
    return _moved(uow, order, "short-close", reason)


async def close(uow: UnitOfWork, order: WorkOrder, reason: str = "") -> WorkOrder:
    _ask(order, "close", reason)
    order.closed_at = uow.now()
    return _moved(uow, order, "close", reason)


async def reopen(uow: UnitOfWork, order: WorkOrder, reason: str) -> WorkOrder:
    """Back to running: operations that lack pieces can be worked on again."""
    _ask(order, "reopen", reason)
    for operation in order.operations:
        if operation.good < order.quantity:
            operation.state = "ready" if operation.arrived > operation.done else "pending"
            operation.finished_at = None
    order.completed_at = order.closed_at = None
    return _moved(uow, order, "reopen", reason)


async def _interrupt(uow: UnitOfWork, operation: Operation) -> None:
    operation.state, operation.state_reason = "paused", str(_("the order is on hold"))
    await uow.session.flush()
    if operation.machine and not await OperationRepository(uow).runs_beside(operation):
        await machines.set_state(uow, operation.machine, "idle", how=Occasion(operation_id=operation.id))


def started(uow: UnitOfWork, order: WorkOrder) -> None:
    """The first operation began."""
    if order.state == "released":
        order.state, order.started_at = "in_progress", uow.now()
        _tell(uow, order, "start")


def finished(uow: UnitOfWork, order: WorkOrder, last: Operation) -> None:
    """The last operation ended: the order is finished, or failed if nothing came out good."""
    order.good = last.good
    order.state, order.completed_at = rules.outcome(last.good), uow.now()
    _tell(uow, order, "complete", WorkOrderCompleted)


def _ask(order: WorkOrder, verb: str, reason: str) -> None:
    rules.may(verb, order.state).or_refuse()
    rules.good_reason(verb, reason).or_refuse()


def _moved(uow: UnitOfWork, order: WorkOrder, verb: str, reason: str) -> WorkOrder:
    order.state, order.state_reason = rules.ORDER.after(verb), reason.strip()
    uow.reason = reason.strip()
    _tell(uow, order, verb)
    return order


def _was_reported(order: WorkOrder) -> bool:
    return any(operation.started_at for operation in order.operations)


def _tell(uow: UnitOfWork, order: WorkOrder, verb: str, kind: type[WorkOrderEvent] = WorkOrderEvent) -> None:
    uow.emit(kind(order.id, order.number, order.plant_id, verb, order.state))


Verb = Callable[[UnitOfWork, WorkOrder, str], Awaitable[WorkOrder]]
#: Verbs that need nothing but a reason.
VERBS: dict[str, Verb] = {
    "unrelease": unrelease,
    "hold": hold,
    "resume": resume,
    "cancel": cancel,
    "short-close": short_close,
    "close": close,
    "reopen": reopen,
}
