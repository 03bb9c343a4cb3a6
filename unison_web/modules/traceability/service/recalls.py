"""Recalls: everything that is reached is stopped in one action, and let go in one."""

from __future__ import annotations

from sqlalchemy import select

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.kit.numbering import next_number
from unison_web.modules.stock import rules as stock_rules
from unison_web.modules.stock.models import Hold
from unison_web.modules.stock.service import lots
from unison_web.modules.traceability import rules
from unison_web.modules.traceability.models import Recall, RecallLot
from unison_web.modules.traceability.repository import RecallRepository, customers_of, faces, meant, reach
from unison_web.modules.traceability.schemas import AffectedOut, CustomerOut, RecallIn, RecallOut


async def open_(uow: UnitOfWork, data: RecallIn) -> Recall:
    """A draft: it stops nothing yet, and shows what it would."""
    stock_rules.say_why(data.reason).or_refuse()
    found = await meant(uow, data.code)
    if found is None:
        raise Refused.at("code", _("Nothing has the number {number}").format(number=data.code.strip()))
    rules.may_begin(found[0]).or_refuse()
    known = await faces(uow, [found])
    recall = Recall(
        number=await next_number(uow, "recall"), reason=data.reason.strip(), source_kind=found[0],
        source_id=found[1], source=known[found[1]].label, opened_by=uow.actor.user_id,
    )  # fmt: skip
    uow.session.add(recall)
    await uow.session.flush()
    return recall


async def hold(uow: UnitOfWork, recall: Recall) -> Recall:
    """Stop every lot that is reached now. Again later, it stops what was made meanwhile."""
    rules.may("hold", recall.state).or_refuse()
    stopped = {row.lot_id for row in await RecallRepository(uow).stopped(recall.id)}
    affected = [key for key in await affected_lots(uow, recall) if key not in stopped]
    reason = _("Recall {number}: {reason}").format(number=recall.number, reason=recall.reason)
    holds = await lots.hold(uow, affected, reason)
    uow.session.add_all([RecallLot(recall_id=recall.id, lot_id=row.lot_id, hold_id=row.id) for row in holds])
    if recall.state == "draft":
        recall.state, recall.held_at = "held", uow.now()
    await uow.session.flush()
    return recall


async def notify(uow: UnitOfWork, recall: Recall) -> Recall:
    """The customers know."""
    rules.may("notify", recall.state).or_refuse()
    recall.state, recall.notified_at = "notified", uow.now()
    return recall


async def reconcile(uow: UnitOfWork, recall: Recall) -> Recall:
    """What came back and what was used up is looked for."""
    rules.may("reconcile", recall.state).or_refuse()
    recall.state = "reconciling"
    return recall


async def close(uow: UnitOfWork, recall: Recall, outcome: str) -> Recall:
    """It is over. What is on hold stays there until somebody releases or scraps it."""
    rules.may("close", recall.state).or_refuse()
    stock_rules.say_why(outcome).or_refuse()
    recall.state, recall.closed_at, recall.outcome = "closed", uow.now(), outcome.strip()
    return recall


async def undo(uow: UnitOfWork, recall: Recall, reason: str) -> Recall:
    """A false alarm: everything it stopped moves again, unless something else stops it."""
    rules.may("undo", recall.state).or_refuse()
    stock_rules.say_why(reason).or_refuse()
    holds = [row.hold_id for row in await RecallRepository(uow).stopped(recall.id)]
    still = select(Hold.id).where(
        Hold.organization_id == uow.organization_id, Hold.id.in_(holds), Hold.released_at.is_(None)
    )
    for key in list(await uow.session.scalars(still.order_by(Hold.lot_id))):
        await lots.let_go(uow, key, reason)
    recall.state, recall.closed_at, recall.outcome = "undone", uow.now(), reason.strip()
    return recall


async def affected_lots(uow: UnitOfWork, recall: Recall) -> list:  # type: ignore[type-arg]
    nodes = await reach(uow, recall.source_kind, recall.source_id, "down")
    own = [recall.source_id] if recall.source_kind == "lot" else []
    return own + [key for kind, key in nodes if kind == "lot"]


async def shown(uow: UnitOfWork, recall: Recall) -> RecallOut:
    """With what it reaches now, not what it reached when it was opened."""
    await uow.session.flush()
    keys = await affected_lots(uow, recall)
    nodes = await reach(uow, recall.source_kind, recall.source_id, "down")
    known = await faces(uow, {("lot", key) for key in keys} | {each for each in nodes if each[0] == "order"})
    stopped = {row.lot_id for row in await RecallRepository(uow).stopped(recall.id)}
    return RecallOut.of(
        recall, person=recall.opener.name if recall.opener else "",
        lots=[AffectedOut.of(known[key], lot_id=key, stopped=key in stopped) for key in keys],
        customers=[CustomerOut(*row) for row in await customers_of(uow, keys)],
        orders=sorted(known[key].label for kind, key in nodes if kind == "order"),
        verbs=verbs_of(recall, complete=set(keys) <= stopped),
    )  # fmt: skip


def verbs_of(recall: Recall, *, complete: bool) -> list[str]:
    """What may be done now; nothing is left to stop where everything is."""
    return [verb for verb in rules.RECALL.verbs_from(recall.state) if not (verb == "hold" and complete)]
