"""Stock of suppliers: the report of a month, and taking it over."""

from __future__ import annotations

from litestar.params import FromQuery

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form
from unison_web.kit.web.module import Body, Module, get, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.stock.controllers.verbs import asked
from unison_web.modules.stock.rules import Stock
from unison_web.modules.stock.schemas import Moved
from unison_web.modules.stock.schemas_owners import ConsignmentOut, TakeOverIn
from unison_web.modules.stock.service import consignment


class ConsignmentController(Module):
    path = "/consignment"
    tags = ["Stock"]

    @get("/", permission=Stock.READ, template="stock/consignment.html")
    async def show(self, uow: Uow, month: FromQuery[str] = "") -> ConsignmentOut:
        """What lies here and belongs to suppliers, and what of it became ours in a `month`: used, or taken over."""
        return await consignment.report(uow, month.strip())


class StockTakeoverController(Module):
    path = "/stock-takeovers"
    tags = ["Stock"]

    @page("/new", permission=Stock.ADJUST, template="stock/takeover.html")
    async def new(self, request: WebRequest) -> Form:
        return asked(TakeOverIn, request)

    @post("/", permission=Stock.ADJUST, form="stock/takeover.html", then="/consignment", flash=_("It is ours now"))
    async def create(self, uow: Uow, data: Body[TakeOverIn]) -> Moved:
        """Take stock of a supplier over, where it lies."""
        return Moved(await consignment.take_over(uow, data))
