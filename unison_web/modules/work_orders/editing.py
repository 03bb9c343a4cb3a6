"""What of an order is changed in the list itself: what may be changed with its form."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.web.cells import Editable
from unison_web.modules.work_orders.models import WorkOrder
from unison_web.modules.work_orders.repository import WorkOrderRepository
from unison_web.modules.work_orders.rules import WorkOrders
from unison_web.modules.work_orders.schemas import WorkOrderEdit
from unison_web.modules.work_orders.service import making


async def find(uow: UnitOfWork, order_id: UUID) -> WorkOrder:
    return await WorkOrderRepository(uow).locked(order_id)


def said(uow: UnitOfWork, order: WorkOrder) -> dict[str, Any]:
    """For the form; a change of one value says only that one."""
    return {
        "due_at": order.due_at.astimezone(uow.actor.timezone), "priority": order.priority, "customer": order.customer,
    }  # fmt: skip


CELLS = Editable(
    WorkOrderEdit, WorkOrders.EDIT, find, said, making.edit,
    {"due": "due_at", "priority": "priority", "customer": "customer"}, partial=True,
)  # fmt: skip
