"""Messages for SAP, written with the report they are about."""

from __future__ import annotations

from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.jobs import enqueue
from unison_web.modules.production.events import Reported
from unison_web.modules.production.models import LogEntry
from unison_web.modules.sap import rules
from unison_web.modules.sap.models import SapMessage
from unison_web.modules.sap.repository import MessageRepository, SystemRepository, facts_of
from unison_web.modules.sap.schemas import ResendIn

TOLD = frozenset({"good", "scrap"})
SEND = "send_to_sap"


async def note(uow: UnitOfWork, event: Reported) -> None:
    """Its key is the entry of the log: however often the report comes, SAP is told once. What is taken back before SAP
    knows of it never reaches SAP."""
    system = await SystemRepository(uow).the_one()
    entry = await uow.session.get(LogEntry, (uow.organization_id, event.entry_id))
    if system is None or not (system.enabled and system.sends) or entry is None or not entry.quantity:
        return
    reverses = str(entry.reverses_id or "")
    before = await MessageRepository(uow).keyed(reverses) if reverses else None
    if reverses and before is None:
        return
    if before is not None and rules.never_arrived(before.state, before.attempts):
        before.state = "dropped"
        return
    number, sequence, unit = await facts_of(uow, event.order_id, event.operation_id)
    message = SapMessage(
        plant_id=event.plant, order_id=event.order_id, key=str(event.entry_id), reverses=reverses,
        sap_order=before.sap_order if before else number[:12],
        operation=before.operation if before else f"{sequence:04}"[:4], good="0", scrap="0",
        unit=rules.unit_for_sap(unit, system.units), happened_at=entry.occurred_at, state="waiting", attempts=0,
        error="", document="",
    )  # fmt: skip
    setattr(message, event.what, f"{entry.quantity.normalize():f}")
    uow.session.add(message)
    await uow.session.flush()
    await wake(uow, message.id)


async def wake(uow: UnitOfWork, message_id: UUID, times: int = 0) -> None:
    await enqueue(uow, SEND, f"sap:{message_id}:{times}")


async def resend(uow: UnitOfWork, message_id: UUID, data: ResendIn) -> SapMessage:
    """With what was put right. SAP is asked first whether it has taken it after all."""
    message = await MessageRepository(uow).record(message_id, lock=True)
    rules.may_resend(message.state).or_refuse()
    message.sap_order, message.operation = data.sap_order.strip(), data.operation.strip()
    message.good, message.scrap, message.state, message.error = data.good, data.scrap, "waiting", ""
    await uow.session.flush()
    await wake(uow, message.id, message.version)
    return message


async def drop(uow: UnitOfWork, message_id: UUID, reason: str) -> SapMessage:
    """SAP is not told: somebody has said it there by hand."""
    message = await MessageRepository(uow).record(message_id, lock=True)
    rules.may_resend(message.state).or_refuse()
    uow.reason = reason.strip()
    message.state = "dropped"
    await uow.session.flush()
    await wake(uow, message.id, message.version)
    return message
