"""What an order needs against what is free: on hand, less what other orders on the floor still take."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.stock.repository import StockRepository
from unison_web.modules.work_orders.models import WorkOrder
from unison_web.modules.work_orders.repository import WorkOrderRepository
from unison_web.modules.work_orders.rules import Shortage

ZERO = Decimal(0)


async def availability(uow: UnitOfWork, order: WorkOrder) -> dict[UUID, tuple[Decimal, Decimal]]:
    """(on hand, free for this order) of each component, in two queries whatever the order's size."""
    components = {requirement.component_id for requirement in order.materials}
    if not components:
        return {}
    on_hand = await StockRepository(uow).on_hand(order.plant_id, components)
    claimed = await WorkOrderRepository(uow).claimed(order.plant_id, components, besides=order.id)
    found = {}
    for component in components:
        lies = on_hand.get(component, ZERO)
        found[component] = (lies, max(lies - claimed.get(component, ZERO), ZERO))
    return found


async def shortages(uow: UnitOfWork, order: WorkOrder) -> list[Shortage]:
    """Every component of which less is free than the whole order takes; lines of one component count together."""
    free = await availability(uow, order)
    needed: dict[UUID, Decimal] = {}
    for requirement in order.materials:
        needed[requirement.component_id] = needed.get(requirement.component_id, ZERO) + requirement.needed
    short = []
    for requirement in order.materials:
        component = requirement.component
        total = needed.pop(requirement.component_id, None)
        if total is not None and total > free[component.id][1]:
            short.append(Shortage(component.number, component.name, total, free[component.id][1], requirement.unit))
    return short
