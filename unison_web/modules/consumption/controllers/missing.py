"""What was used without stock: the list, and where it came from after all."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form, Record
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, get, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.consumption.listings import MISSING, MISSING_VIEW
from unison_web.modules.consumption.presenters import missing_out
from unison_web.modules.consumption.repository import MissingRepository
from unison_web.modules.consumption.schemas import MissingOut, SettleIn
from unison_web.modules.consumption.service import byhand
from unison_web.modules.stock.rules import Stock


async def the_missing(request: WebRequest, uow: Uow, missing_id: UUID) -> Record:
    row = await MissingRepository(uow).record(missing_id)
    return Record(row.material.name, f"/work-orders/{row.order.number}/stock")


class MissingStockController(Module):
    path = "/missing-stock"
    tags = ["Stock of orders"]

    @get("/", permission=Stock.READ, template="consumption/missing.html", listing=MISSING_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[MissingOut]:
        """What reports used although no stock of it was known, as long as nobody has said where it came from."""
        return await MISSING.page(uow, request.query_params)

    @page("/{missing_id:uuid}/settlement", permission=Stock.ADJUST, template="consumption/settle.html",
          about=the_missing)  # fmt: skip
    async def ask(self, uow: Uow, missing_id: FromPath[UUID]) -> Form:
        row = await MissingRepository(uow).record(missing_id)
        return Form(SettleIn, {"quantity": row.open}, action=f"/missing-stock/{missing_id}/settlement")

    @post("/{missing_id:uuid}/settlement", permission=Stock.ADJUST, form="consumption/settle.html",
          about=the_missing, then="/missing-stock", flash=_("Settled"), status_code=200)  # fmt: skip
    async def settle(self, uow: Uow, missing_id: FromPath[UUID], data: Body[SettleIn]) -> MissingOut:
        """Say from which place and lot it came."""
        row = await byhand.settle(uow, await MissingRepository(uow).record(missing_id, lock=True), data)
        return missing_out(row, row.order.number, "")
