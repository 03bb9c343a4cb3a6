"""What there is to tell: for each occasion who it concerns and what it says, in the language of the moment."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import _
from unison_web.kit.job_records import KINDS, JobRecord
from unison_web.modules.calls.listings import called
from unison_web.modules.calls.models import Call
from unison_web.modules.calls.repository import CallRepository
from unison_web.modules.calls.rules import Calls
from unison_web.modules.floor.models import Handover
from unison_web.modules.floor.rules import FloorBoard
from unison_web.modules.jobs.presenters import error_of, href_of
from unison_web.modules.jobs.rules import Jobs
from unison_web.modules.mail.models import MailMessage
from unison_web.modules.mail.rules import Mail
from unison_web.modules.organizations.rules import Organizations
from unison_web.modules.stock.models import Lot
from unison_web.modules.stock.repository import HoldRepository
from unison_web.modules.stock.rules import Stock
from unison_web.modules.work_orders.models import WorkOrder
from unison_web.modules.work_orders.rules import WorkOrders


@dataclass(frozen=True, slots=True)
class Said:
    """``kind`` is the setting it follows. It is told to who has ``right`` at ``plant`` (None: everywhere), or to
    ``person`` alone, but not to who did it. ``title`` and ``text`` speak the language of whom they are called for."""

    kind: str
    href: str
    title: Callable[[], str]
    text: Callable[[], str]
    right: str = ""
    plant: UUID | None = None
    person: UUID | None = None
    urgent: bool = False


Occasion = Callable[[UnitOfWork, UUID], Awaitable[Said | None]]


async def called_for(uow: UnitOfWork, record: UUID) -> Said | None:
    call = await CallRepository(uow).whole(record)
    if call.state != "open":
        return None
    return Said(
        "calls", f"/calls/{call.id}", lambda: _called(call), lambda: call.note, str(Calls.ANSWER), call.plant_id
    )


async def late(uow: UnitOfWork, record: UUID, right: str) -> Said | None:
    call = await CallRepository(uow).whole(record)
    if call.state != "open":
        return None
    return Said(
        "late_calls", f"/calls/{call.id}",
        lambda: _("Nobody has come to {machine} yet").format(machine=call.machine.code),
        lambda: ". ".join(each for each in (_called(call), call.note) if each), right, call.plant_id, urgent=True,
    )  # fmt: skip


async def late_to_leaders(uow: UnitOfWork, record: UUID) -> Said | None:
    return await late(uow, record, str(Calls.LEAD))


async def late_to_company(uow: UnitOfWork, record: UUID) -> Said | None:
    return await late(uow, record, str(Organizations.WRITE))


def _called(call: Call) -> str:
    return _("{who} is called to {machine}").format(who=called(call.kind), machine=call.machine.code)


async def lot_held(uow: UnitOfWork, record: UUID) -> Said | None:
    lot = await uow.session.get(Lot, (uow.organization_id, record))
    holds = await HoldRepository(uow).open_of(record)
    if lot is None or not holds:
        return None
    why, number = holds[-1].reason, lot.number
    title = lambda: _("Lot {number} is on hold").format(number=number)  # noqa: E731
    return Said("holds", f"/lots/{lot.id}", title, lambda: why, str(Stock.RELEASE))


async def order_held(uow: UnitOfWork, record: UUID) -> Said | None:
    order = await uow.session.get(WorkOrder, (uow.organization_id, record))
    if order is None or order.state != "on_hold":
        return None
    number, why = order.number, order.state_reason
    title = lambda: _("Order {number} is on hold").format(number=number)  # noqa: E731
    return Said("holds", f"/work-orders/{number}", title, lambda: why, str(WorkOrders.HOLD), order.plant_id)


async def handed_over(uow: UnitOfWork, record: UUID) -> Said | None:
    given = await uow.session.get(Handover, (uow.organization_id, record))
    if given is None or given.state != "open":
        return None
    title = lambda: _("{label} was given to you").format(label=given.label)  # noqa: E731
    return Said("handovers", "/handovers", title, lambda: given.refusal, str(FloorBoard.SETTLE), given.plant_id)


async def job_failed(uow: UnitOfWork, record: UUID) -> Said | None:
    job = await uow.session.get(JobRecord, (uow.organization_id, record))
    if job is None or job.state != "failed":
        return None
    title = lambda: _("Failed: {work}").format(work=KINDS[job.function].label)  # noqa: E731
    return Said("jobs", f"/jobs/{job.id}", title, lambda: error_of(job), str(Jobs.READ))


async def job_ready(uow: UnitOfWork, record: UUID) -> Said | None:
    job = await uow.session.get(JobRecord, (uow.organization_id, record))
    if job is None or job.asked_by is None:
        return None
    title = lambda: _("Finished: {work}").format(work=KINDS[job.function].label)  # noqa: E731
    return Said("ready", href_of(job), title, lambda: "", person=job.asked_by)


async def mail_failed(uow: UnitOfWork, record: UUID) -> Said | None:
    mail = await uow.session.get(MailMessage, (uow.organization_id, record))
    if mail is None or mail.state != "failed" or mail.kind in ("notice", "summary"):
        return None
    title = lambda: _("The mail to {address} failed").format(address=mail.to_address)  # noqa: E731
    return Said("mails", f"/mails/{mail.id}", title, lambda: mail.error, str(Mail.WRITE))


OCCASIONS: dict[str, Occasion] = {
    "called": called_for, "late_1": late_to_leaders, "late_2": late_to_company, "lot_held": lot_held,
    "order_held": order_held, "handed_over": handed_over, "job_failed": job_failed, "job_ready": job_ready,
    "mail_failed": mail_failed,
}  # fmt: skip
