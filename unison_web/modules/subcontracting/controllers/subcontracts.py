"""Operations at suppliers: the list, the page that reconciles, and what goes there and comes back."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, get, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.production.repository import ReasonRepository
from unison_web.modules.stock.controllers.verbs import asked
from unison_web.modules.stock.rules import Stock
from unison_web.modules.subcontracting.listings import SUBCONTRACTS, VIEW
from unison_web.modules.subcontracting.presenters import shown
from unison_web.modules.subcontracting.schemas import (
    SubcontractIn,
    SubcontractOut,
    SubcontractRow,
    SubIssueIn,
    SubReceiptIn,
    SubReturnIn,
    SubScrapIn,
)
from unison_web.modules.subcontracting.service import outside
from unison_web.modules.subcontracting.service.outside import SubcontractRepository

THEN = "/subcontracts/{id}"


async def it(request: WebRequest, uow: Uow, subcontract_id: UUID) -> SubcontractOut:
    return await shown(uow, await SubcontractRepository(uow).record(subcontract_id))


async def it_and_reasons(
    request: WebRequest, uow: Uow, subcontract_id: UUID
) -> tuple[SubcontractOut, list[tuple[str, str]]]:
    """With the reasons there are for bad pieces."""
    known = [(each.code, each.name) for each in await ReasonRepository(uow).active("scrap")]
    return await it(request, uow, subcontract_id), known


class SubcontractController(Module):
    path = "/subcontracts"
    tags = ["Subcontracting"]

    @get("/", permission=Stock.READ, template="subcontracting/index.html", listing=VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[SubcontractRow]:
        """Operations that suppliers do, the newest first."""
        return await SUBCONTRACTS.page(uow, request.query_params)

    @page("/new", permission=Stock.MOVE, template="subcontracting/new.html")
    async def new(self, request: WebRequest) -> Form:
        return asked(SubcontractIn, request)

    @post("/", permission=Stock.MOVE, form="subcontracting/new.html", then=THEN, flash=_("{number} added"))
    async def create(self, uow: Uow, data: Body[SubcontractIn]) -> SubcontractOut:
        """Have a supplier do an operation of an order."""
        row = await outside.send_out(uow, data)
        return await shown(uow, await SubcontractRepository(uow).record(row.id))

    @get("/{subcontract_id:uuid}", permission=Stock.READ, template="subcontracting/show.html")
    async def show(self, uow: Uow, subcontract_id: FromPath[UUID]) -> SubcontractOut:
        """One operation outside: what went there, what was used, spoiled and brought back, and what is open."""
        return await shown(uow, await SubcontractRepository(uow).record(subcontract_id))

    @page("/{subcontract_id:uuid}/issues/new", permission=Stock.MOVE, template="subcontracting/issue.html")
    async def ask_issue(self, request: WebRequest, uow: Uow, subcontract_id: FromPath[UUID]) -> Form:
        return Form(SubIssueIn, context=await it(request, uow, subcontract_id))

    @post("/{subcontract_id:uuid}/issues", permission=Stock.MOVE, form="subcontracting/issue.html", about=it,
          then=THEN, flash=_("Issued"))  # fmt: skip
    async def issue(self, uow: Uow, subcontract_id: FromPath[UUID], data: Body[SubIssueIn]) -> SubcontractOut:
        """Send material of the order to the supplier."""
        row = await SubcontractRepository(uow).record(subcontract_id, lock=True)
        await outside.issue(uow, row, data)
        return await shown(uow, row)

    @page("/{subcontract_id:uuid}/receipts/new", permission=Stock.MOVE, template="subcontracting/receipt.html")
    async def ask_receipt(self, request: WebRequest, uow: Uow, subcontract_id: FromPath[UUID]) -> Form:
        return Form(SubReceiptIn, context=await it_and_reasons(request, uow, subcontract_id))

    @post("/{subcontract_id:uuid}/receipts", permission=Stock.MOVE, form="subcontracting/receipt.html",
          about=it_and_reasons, then=THEN, flash=_("Received"))  # fmt: skip
    async def receive(self, uow: Uow, subcontract_id: FromPath[UUID], data: Body[SubReceiptIn]) -> SubcontractOut:
        """Pieces came back, good or bad."""
        row = await SubcontractRepository(uow).record(subcontract_id, lock=True)
        await outside.receive(uow, row, data)
        return await shown(uow, row)

    @page("/{subcontract_id:uuid}/returns/new", permission=Stock.MOVE, template="subcontracting/return.html")
    async def ask_return(self, request: WebRequest, uow: Uow, subcontract_id: FromPath[UUID]) -> Form:
        return Form(SubReturnIn, context=await it(request, uow, subcontract_id))

    @post("/{subcontract_id:uuid}/returns", permission=Stock.MOVE, form="subcontracting/return.html", about=it,
          then=THEN, flash=_("Returned"))  # fmt: skip
    async def give_back(self, uow: Uow, subcontract_id: FromPath[UUID], data: Body[SubReturnIn]) -> SubcontractOut:
        """Material that was not needed came back."""
        row = await SubcontractRepository(uow).record(subcontract_id, lock=True)
        await outside.give_back(uow, row, data)
        return await shown(uow, row)

    @page("/{subcontract_id:uuid}/scraps/new", permission=Stock.ADJUST, template="subcontracting/scrap.html")
    async def ask_scrap(self, request: WebRequest, uow: Uow, subcontract_id: FromPath[UUID]) -> Form:
        return Form(SubScrapIn, context=await it(request, uow, subcontract_id))

    @post("/{subcontract_id:uuid}/scraps", permission=Stock.ADJUST, form="subcontracting/scrap.html", about=it,
          then=THEN, flash=_("Written off"))  # fmt: skip
    async def scrap(self, uow: Uow, subcontract_id: FromPath[UUID], data: Body[SubScrapIn]) -> SubcontractOut:
        """The supplier spoiled or lost material of ours."""
        row = await SubcontractRepository(uow).record(subcontract_id, lock=True)
        await outside.scrap(uow, row, data)
        return await shown(uow, row)

    @post("/{subcontract_id:uuid}/close", permission=Stock.MOVE, then=THEN, status_code=200, flash=_("Closed"))
    async def close(self, uow: Uow, subcontract_id: FromPath[UUID]) -> SubcontractOut:
        """Everything that went there is explained. Refused with what is still there."""
        row = await SubcontractRepository(uow).record(subcontract_id, lock=True)
        await outside.close(uow, row)
        return await shown(uow, row)
