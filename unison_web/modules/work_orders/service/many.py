"""The verbs that make sense for many orders at once."""

from __future__ import annotations

from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.bulk import Bulk
from unison_web.modules.work_orders.models import WorkOrder
from unison_web.modules.work_orders.repository import WorkOrderRepository
from unison_web.modules.work_orders.rules import WorkOrders
from unison_web.modules.work_orders.schemas import WorkOrderEdit
from unison_web.modules.work_orders.service import making, moves


async def locked(uow: UnitOfWork, order_id: UUID) -> WorkOrder:
    return await WorkOrderRepository(uow).locked(order_id)


async def release(uow: UnitOfWork, order: WorkOrder, _said: str) -> None:
    await moves.release(uow, order)


async def prioritise(uow: UnitOfWork, order: WorkOrder, priority: str) -> None:
    await making.edit(uow, order, WorkOrderEdit(priority=int(priority)))


VERBS = (
    Bulk("release", _("Release"), WorkOrders.RELEASE, locked, release, icon="player-play"),
    Bulk("hold", _("Hold"), WorkOrders.HOLD, locked, moves.hold, icon="hand-stop", asks=True),
    Bulk("resume", _("Resume"), WorkOrders.HOLD, locked, moves.resume, icon="rotate"),
    Bulk(
        "priority",
        _("Priority"),
        WorkOrders.EDIT,
        locked,
        prioritise,
        icon="flag",
        options=tuple((str(number), str(number)) for number in range(1, 6)),
    ),
)
