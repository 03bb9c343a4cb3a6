"""Named questions about customer orders and forecasts."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from unison_web.kit.db.repository import Repository
from unison_web.modules.demands.models import CustomerOrder, CustomerOrderLine, Forecast

MOST = 200


class OrderRepository(Repository[CustomerOrder]):
    model_type = CustomerOrder

    async def record(self, order_id: UUID) -> CustomerOrder:
        """With its customer and its lines, their materials, units and work orders."""
        lines = selectinload(CustomerOrder.lines)
        return await self.by_id(
            order_id,
            joinedload(CustomerOrder.customer),
            lines.joinedload(CustomerOrderLine.material),
            lines.joinedload(CustomerOrderLine.unit),
            lines.joinedload(CustomerOrderLine.work_order),
        )

    async def by_number(self, number: str) -> CustomerOrder | None:
        return await self.perhaps(self.mine().where(CustomerOrder.number == number))

    async def last_position(self, order_id: UUID) -> int:
        statement = select(func.max(CustomerOrderLine.position)).where(
            CustomerOrderLine.organization_id == self.uow.organization_id, CustomerOrderLine.order_id == order_id
        )
        return int(await self.session.scalar(statement) or 0)


class LineRepository(Repository[CustomerOrderLine]):
    model_type = CustomerOrderLine

    async def of(self, order_id: UUID, line_id: UUID, *, lock: bool = False) -> CustomerOrderLine:
        """``lock``: first alone, so that what is joined to it is read after the wait."""
        found = self.mine().where(CustomerOrderLine.order_id == order_id, CustomerOrderLine.id == line_id)
        if lock:
            await self.session.execute(found.with_only_columns(CustomerOrderLine.id).with_for_update())
        return await self.one(
            found,
            joinedload(CustomerOrderLine.order).joinedload(CustomerOrder.customer),
            joinedload(CustomerOrderLine.material),
            joinedload(CustomerOrderLine.unit),
            joinedload(CustomerOrderLine.work_order),
        )


class ForecastRepository(Repository[Forecast]):
    model_type = Forecast

    async def record(self, forecast_id: UUID) -> Forecast:
        return await self.by_id(forecast_id, joinedload(Forecast.material))

    async def of(self, material_id: UUID, bucket: str, starts_on: date) -> Forecast | None:
        found = self.mine().where(Forecast.material_id == material_id, Forecast.bucket == bucket)
        return await self.perhaps(found.where(Forecast.starts_on == starts_on))
