"""What is measured: a factory with released orders, through the same use cases as people."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncEngine

from tests.factories.plant import SmallFactory, small_factory
from unison_web.demo.companies import system
from unison_web.kit import clock
from unison_web.kit.actor import Actor
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.modules.work_orders.repository import WorkOrderRepository
from unison_web.modules.work_orders.schemas import WorkOrderIn
from unison_web.modules.work_orders.service import making, moves


async def orders(engine: AsyncEngine, organization: UUID, count: int, *, quantity: int = 1000) -> list[str]:
    """``count`` released orders; returns their numbers."""
    factory = await small_factory(engine, organization)
    numbers: list[str] = []
    for start in range(0, count, 25):
        numbers += await _some(engine, factory, min(25, count - start), quantity)
    return numbers


async def _some(engine: AsyncEngine, factory: SmallFactory, count: int, quantity: int) -> list[str]:
    somebody = system(factory.organization)
    actor = Actor(somebody.organization_id, name=somebody.name, plant_id=factory.plant, may=somebody.may)
    numbers = []
    async with unit_of_work(engine, actor) as uow:
        for place in range(count):
            said = WorkOrderIn(
                material=factory.frame, quantity=Decimal(quantity), due_at=clock.now() + timedelta(days=1 + place % 20),
                priority=1 + place % 5, customer=f"Customer {place}",
            )  # fmt: skip
            order = await making.create(uow, said)
            await uow.session.flush()
            whole = await WorkOrderRepository(uow).by_number(order.number, whole=True, lock=True)
            await moves.release(uow, whole, accept_shortage=True)
            await uow.session.flush()
            numbers.append(order.number)
    return numbers
