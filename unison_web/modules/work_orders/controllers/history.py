"""What happened to an order, from the audit trail."""

from __future__ import annotations

from litestar.params import FromPath
from msgspec import Struct

from unison_web.kit.web.module import Module, get
from unison_web.kit.web.uow import Uow
from unison_web.modules.audit.repository import AuditRepository
from unison_web.modules.audit.schemas import AuditOut
from unison_web.modules.work_orders.controllers.orders import shown
from unison_web.modules.work_orders.repository import WorkOrderRepository
from unison_web.modules.work_orders.rules import WorkOrders
from unison_web.modules.work_orders.schemas import WorkOrderOut


class OrderHistory(Struct):
    """Every change of the order and of its operations, newest first."""

    order: WorkOrderOut
    changes: list[AuditOut]


class WorkOrderHistoryController(Module):
    path = "/work-orders/{number:str}/history"
    tags = ["Work orders"]

    @get("/", permission=WorkOrders.READ, template="work_orders/history.html")
    async def show(self, uow: Uow, number: FromPath[str]) -> OrderHistory:
        """Who changed what on this order, when, from where and why."""
        order = await WorkOrderRepository(uow).by_number(number, whole=True)
        operations, materials = [each.id for each in order.operations], [each.id for each in order.materials]
        found = await AuditRepository(uow).of([order.id, *operations, *materials])
        # components come with the order; what is told of them is what was taken instead
        told = [each for each in found if each.action != "create" or each.entity_id not in materials]
        return OrderHistory(await shown(uow, number), AuditOut.all_of(told))
