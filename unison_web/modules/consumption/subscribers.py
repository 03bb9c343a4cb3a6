"""What follows when an order ends."""

from __future__ import annotations

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.events import on
from unison_web.modules.consumption.repository import ReservationRepository
from unison_web.modules.consumption.rules import OPEN
from unison_web.modules.consumption.service.byhand import let_go
from unison_web.modules.work_orders.events import WorkOrderCompleted, WorkOrderEvent


@on(WorkOrderEvent)
@on(WorkOrderCompleted)
async def nothing_is_kept_any_more(uow: UnitOfWork, event: WorkOrderEvent) -> None:
    """An order that ended keeps no stock from others."""
    if event.state not in OPEN:
        await let_go(uow, await ReservationRepository(uow).of_order(event.order_id))
