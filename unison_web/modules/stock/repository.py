"""Named questions about stock."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select

from unison_web.kit.db.repository import Repository
from unison_web.modules.stock.models import StockBalance


class StockRepository(Repository[StockBalance]):
    model_type = StockBalance

    async def on_hand(self, plant: UUID, materials: Collection[UUID]) -> dict[UUID, Decimal]:
        """Quantity of each material in a plant, all places together. Materials without stock are missing."""
        statement = (
            select(StockBalance.material_id, func.sum(StockBalance.quantity))
            .where(
                StockBalance.organization_id == self.uow.organization_id, StockBalance.plant_id == plant,
                StockBalance.material_id.in_(materials),
            )
            .group_by(StockBalance.material_id)
        )  # fmt: skip
        return {material: quantity for material, quantity in await self.session.execute(statement)}
