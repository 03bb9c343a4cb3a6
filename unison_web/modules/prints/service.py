"""Asking for paper, and making it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from jinja2 import Environment

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.jobs import enqueue
from unison_web.modules.branding.paper import Letterhead, letterhead
from unison_web.modules.identity.models import User
from unison_web.modules.prints import badges, documents
from unison_web.modules.prints.events import PrintReady
from unison_web.modules.prints.models import Print
from unison_web.modules.prints.repository import PrintRepository
from unison_web.modules.prints.schemas import PrintIn
from unison_web.modules.work_orders.models import WorkOrder
from unison_web.modules.work_orders.repository import WorkOrderRepository

TITLES = {"traveler": "Traveler {number}", "label": "Label {number}"}


async def ask(uow: UnitOfWork, order: WorkOrder, data: PrintIn) -> Print:
    """The row and its job, together or not at all."""
    wanted = Print(
        plant_id=order.plant_id, work_order_id=order.id, kind=data.kind, copies=data.copies, asked_by=uow.actor.user_id,
        title=TITLES[data.kind].format(number=order.number), order=order, state="queued", trouble="",
        wanted=None,
        asker=await uow.session.get(User, (uow.organization_id, uow.actor.user_id)) if uow.actor.user_id else None,
    )  # fmt: skip
    uow.session.add(wanted)
    await uow.session.flush()  # the job names the row
    await enqueue(uow, "render_print", f"print:{wanted.id}", print_id=wanted.id)
    return wanted


#: How documents of other modules are made, by kind: ``async (uow, wanted, jinja, letterhead) -> html``.
Maker = Callable[[UnitOfWork, Print, Environment, Letterhead], Awaitable[str]]
_makers: dict[str, Maker] = {}


def made_by(kind: str, maker: Maker) -> None:
    """From now on ``maker`` writes the documents of a kind."""
    _makers[kind] = maker


async def ask_other(uow: UnitOfWork, plant: UUID, kind: str, title: str, wanted: dict[str, Any]) -> Print:
    """A document about something else than an order. ``wanted`` is what its maker needs, and the page it is about."""
    asked = Print(
        plant_id=plant, work_order_id=None, kind=kind, copies=1, asked_by=uow.actor.user_id, title=title, order=None,
        state="queued", trouble="", wanted=wanted,
        asker=await uow.session.get(User, (uow.organization_id, uow.actor.user_id)) if uow.actor.user_id else None,
    )  # fmt: skip
    uow.session.add(asked)
    await uow.session.flush()
    await enqueue(uow, "render_print", f"print:{asked.id}", print_id=asked.id)
    return asked


async def html_of(uow: UnitOfWork, print_id: UUID, jinja: Environment, public_url: str) -> str | None:
    """The document's HTML, or None if it was rendered before: a job may run twice."""
    wanted = await PrintRepository(uow).by_id(print_id)
    if wanted.state == "ready":
        return None
    head = await letterhead(uow, wanted.plant_id)
    if maker := _makers.get(wanted.kind):
        return await maker(uow, wanted, jinja, head)
    if wanted.work_order_id is None:
        company, sheets = await badges.sheets(uow, wanted)
        return documents.render_badges(jinja, wanted, company, sheets, uow.actor, head)
    order = await WorkOrderRepository(uow).whole(wanted.work_order_id)
    return documents.render(jinja, wanted, order, uow.actor, public_url, head)


async def finish(uow: UnitOfWork, print_id: UUID, pdf: bytes) -> None:
    wanted = await PrintRepository(uow).by_id(print_id)
    wanted.document, wanted.state, wanted.ready_at, wanted.trouble = pdf, "ready", uow.now(), ""
    uow.emit(PrintReady(wanted.id, wanted.work_order_id, wanted.plant_id))


async def fail(uow: UnitOfWork, print_id: UUID, trouble: str) -> None:
    wanted = await PrintRepository(uow).by_id(print_id)
    wanted.state, wanted.trouble = "failed", trouble[:500]
    uow.emit(PrintReady(wanted.id, wanted.work_order_id, wanted.plant_id))
