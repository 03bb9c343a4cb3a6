"""The reports of one order, as a tab of its page and as a panel on it."""

from __future__ import annotations

from litestar.params import FromPath
from msgspec import Struct

from unison_web.kit.web.module import Module, get
from unison_web.kit.web.uow import Uow
from unison_web.modules.production import presenters
from unison_web.modules.production.repository import LogRepository
from unison_web.modules.production.rules import Floor
from unison_web.modules.production.schemas import EntryOut
from unison_web.modules.production.schemas_corrections import FiguresOut
from unison_web.modules.production.schemas_counting import LabourOfOperation
from unison_web.modules.production.service import labour, looking
from unison_web.modules.work_orders.controllers.orders import shown
from unison_web.modules.work_orders.repository import WorkOrderRepository
from unison_web.modules.work_orders.schemas import WorkOrderOut

SHOWN = 200


class OrderReports(Struct):
    """The newest entries of the order's log."""

    order: WorkOrderOut
    entries: list[EntryOut]
    figures: list[FiguresOut] = []
    labour: list[LabourOfOperation] = []


class OrderReportController(Module):
    path = "/work-orders/{number:str}/reports"
    tags = ["Production log"]

    @get("/", permission=Floor.READ, template="production/order.html")
    async def index(self, uow: Uow, number: FromPath[str]) -> OrderReports:
        """What people reported on this order, newest first."""
        order = await WorkOrderRepository(uow).by_number(number)
        entries = await LogRepository(uow).latest(order=order.id, limit=SHOWN)
        taken_back = await LogRepository(uow).reversed_among([entry.id for entry in entries])
        told = [presenters.entry_out(entry, taken_back) for entry in entries]
        return OrderReports(
            await shown(uow, number), told, await looking.figures(uow, order), await labour.of_order(uow, order)
        )
