"""From what happened to the job that tells it. Only the job is asked for here: nobody waits for who is told."""

from __future__ import annotations

from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.events import on
from unison_web.kit.job_records import JobEnded
from unison_web.kit.jobs import enqueue
from unison_web.modules.calls.events import Called
from unison_web.modules.floor.events import HandedOver
from unison_web.modules.mail.events import MailMoved
from unison_web.modules.stock.events import LotHeld
from unison_web.modules.work_orders.events import WorkOrderEvent

#: Work whose end nobody needs to be told: its result is where it was asked for.
SHORT = frozenset({"notify", "send_mail", "send_to_sap", "send_webhooks", "print_label", "render_print"})


async def ask(uow: UnitOfWork, occasion: str, record: UUID, key: str = "") -> None:
    await enqueue(uow, "notify", f"notify:{occasion}:{key or record}", occasion=occasion, record=record)


@on(Called)
async def call(uow: UnitOfWork, event: Called) -> None:
    """Again and again as the call moves on: its first job counts."""
    await ask(uow, "called", event.call_id)


@on(HandedOver)
async def handover(uow: UnitOfWork, event: HandedOver) -> None:
    await ask(uow, "handed_over", event.handover_id)


@on(LotHeld)
async def lot(uow: UnitOfWork, event: LotHeld) -> None:
    """A recall holds hundreds at once: the first of a transaction stands for all."""
    told = uow.session.info.setdefault("told_of_holds", False)
    if event.held and not told:
        uow.session.info["told_of_holds"] = True
        await ask(uow, "lot_held", event.lot_id, f"{event.lot_id}:{uow.now().isoformat()}")


@on(WorkOrderEvent)
async def order(uow: UnitOfWork, event: WorkOrderEvent) -> None:
    if event.verb == "hold":
        await ask(uow, "order_held", event.order_id, f"{event.order_id}:{uow.now().isoformat()}")


@on(MailMoved)
async def mail(uow: UnitOfWork, event: MailMoved) -> None:
    if event.state == "failed":
        await ask(uow, "mail_failed", event.message_id)


@on(JobEnded)
async def job(uow: UnitOfWork, event: JobEnded) -> None:
    if event.state == "failed" and event.function != "notify":
        await ask(uow, "job_failed", event.job_id)
    elif event.state == "done" and event.function not in SHORT:
        await ask(uow, "job_ready", event.job_id)
