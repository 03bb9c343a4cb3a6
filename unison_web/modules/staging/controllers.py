"""Bringing material to the line: the orders, and the list of one."""

from __future__ import annotations

from litestar.params import FromPath

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, get, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.staging import service
from unison_web.modules.staging.listings import STAGING_VIEW, STAGINGS
from unison_web.modules.staging.presenters import staging
from unison_web.modules.staging.schemas import StageIn, StagingOut, StagingRow
from unison_web.modules.stock.rules import Stock
from unison_web.modules.work_orders.repository import WorkOrderRepository


async def the_staging(request: WebRequest, uow: Uow, number: str) -> StagingOut:
    return await staging(uow, number)


class StagingController(Module):
    path = "/staging"
    tags = ["Staging"]

    @get("/", permission=Stock.READ, template="staging/index.html", listing=STAGING_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[StagingRow]:
        """Orders that material is brought for, the first due first."""
        return await STAGINGS.page(uow, request.query_params)


class OrderStagingController(Module):
    path = "/work-orders/{number:str}/staging"
    tags = ["Staging"]

    @get("/", permission=Stock.READ, template="staging/order.html")
    async def show(self, uow: Uow, number: FromPath[str]) -> StagingOut:
        """What an order needs at its line, and where to take it from: what expires first, first."""
        return await staging(uow, number)

    @post("/", permission=Stock.MOVE, form="staging/order.html", about=the_staging,
          then="/work-orders/{order}/staging", flash=_("Brought to the line"))  # fmt: skip
    async def bring(self, uow: Uow, number: FromPath[str], data: Body[StageIn]) -> StagingOut:
        """Something was scanned and brought to the line. It is kept for the order there."""
        order = await WorkOrderRepository(uow).by_number(number, whole=True, lock=True)
        await service.stage(uow, order, data)
        return await staging(uow, number)
