"""Routes of prints."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Response
from litestar.params import FromPath

from unison_web.kit.errors import Conflict, Forbidden
from unison_web.kit.i18n import _
from unison_web.kit.web.faces import API_ROOT
from unison_web.kit.web.module import Body, Module, get, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.identity.rules import Users
from unison_web.modules.prints import service
from unison_web.modules.prints.models import Print
from unison_web.modules.prints.repository import PrintRepository
from unison_web.modules.prints.rules import Prints
from unison_web.modules.prints.schemas import OrderPapers, PrintIn, PrintOut
from unison_web.modules.work_orders.controllers.orders import shown as shown_order
from unison_web.modules.work_orders.repository import WorkOrderRepository


class OrderPrintController(Module):
    path = "/work-orders/{number:str}/prints"
    tags = ["Paper"]

    @get("/", permission=Prints.READ, template="prints/index.html")
    async def index(self, request: WebRequest, uow: Uow, number: FromPath[str]) -> OrderPapers:
        """What was printed for this order, when, by whom, and where it can be opened again."""
        order = await shown_order(uow, number)
        return OrderPapers(order, [shown(request, row) for row in await PrintRepository(uow).of_order(order.id)])

    @post("/", permission=Prints.CREATE, then="/prints/{id}")
    async def create(self, request: WebRequest, uow: Uow, number: FromPath[str], data: Body[PrintIn]) -> PrintOut:
        """Ask for a traveler or a label. The answer names the print; its ``file`` appears when the worker is done."""
        order = await WorkOrderRepository(uow).by_number(number)
        return shown(request, await service.ask(uow, order, data))


class PrintController(Module):
    path = "/prints/{print_id:uuid}"
    tags = ["Paper"]

    @get("/", permission=Prints.READ, template="prints/show.html")
    async def show(self, request: WebRequest, uow: Uow, print_id: FromPath[UUID]) -> PrintOut:
        """Queued, ready with an address, or failed with the reason."""
        found = await PrintRepository(uow).shown(print_id)
        may_see(request, found)
        return shown(request, found)

    @get("/file", permission=Prints.READ, media_type="application/pdf")
    async def file(self, request: WebRequest, uow: Uow, print_id: FromPath[UUID]) -> Response[bytes]:
        """The PDF. 409 while it is still being made."""
        found = await PrintRepository(uow).with_document(print_id)
        may_see(request, found)
        if found.document is None:
            raise Conflict(_("This document is not ready yet"), code="not-ready")
        return pdf(found.document, found.filename)


def may_see(request: WebRequest, found: Print) -> None:
    """A badge opens tablets: its paper is for whoever looks after people."""
    if found.kind == "badges" and not (request.actor and request.actor.may(Users.WRITE)):
        raise Forbidden(permission=Users.WRITE)


def shown(request: WebRequest, row: Print) -> PrintOut:
    """``file`` is an address of the same side: pages link to pages, the API to the API."""
    root = API_ROOT if request.is_api else ""
    file = f"{root}/prints/{row.id}/file" if row.state == "ready" else ""
    return PrintOut.of(
        row, order=row.order.number if row.order else "", asked_by=row.asker.name if row.asker else "", file=file,
        back=str((row.wanted or {}).get("page", "")),
    )  # fmt: skip


def pdf(document: bytes, filename: str) -> Response[Any]:
    headers = {"Content-Disposition": f'inline; filename="{filename}"', "Cache-Control": "private, no-store"}
    return Response(document, media_type="application/pdf", headers=headers)
