"""Named questions about engineering changes, and what they touch."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from unison_web.kit.db.repository import Repository
from unison_web.modules.bom.models import Bom, BomLine
from unison_web.modules.changes.models import ChangedBill, EngineeringChange
from unison_web.modules.materials.models import Material
from unison_web.modules.materials.repository import MaterialRepository
from unison_web.modules.stock.models import StockBalance
from unison_web.modules.work_orders.models import WorkOrder
from unison_web.modules.work_orders.rules import OPEN

MOST_TOUCHED = 200
LINES = selectinload(Bom.lines).options(joinedload(BomLine.component), joinedload(BomLine.unit))


class ChangeRepository(Repository[EngineeringChange]):
    model_type = EngineeringChange

    async def record(self, change_id: UUID, *, lock: bool = False) -> EngineeringChange:
        """With both sides of every bill."""
        bill = selectinload(EngineeringChange.bills)
        found = self.mine().where(EngineeringChange.id == change_id)
        return await self.one(
            found.with_for_update() if lock else found,
            bill.joinedload(ChangedBill.bom).options(joinedload(Bom.material), LINES),
            bill.joinedload(ChangedBill.old).options(joinedload(Bom.material), LINES),
        )

    async def open_orders(self, materials: Collection[UUID]) -> list[WorkOrder]:
        """Orders not finished yet that make one of the materials, the first due first."""
        found = (
            select(WorkOrder)
            .where(
                WorkOrder.organization_id == self.uow.organization_id,
                WorkOrder.state.in_(OPEN),
                WorkOrder.material_id.in_(materials),
            )
            .options(joinedload(WorkOrder.material))
            .order_by(WorkOrder.due_at, WorkOrder.id)
            .limit(MOST_TOUCHED)
        )
        return list(await self.session.scalars(found))

    async def stock(self, components: Collection[UUID]) -> list[tuple[Material, Decimal]]:
        """What is on hand of components that go out or become fewer."""
        of = StockBalance.material_id
        statement = (
            select(of, func.sum(StockBalance.quantity))
            .where(
                StockBalance.organization_id == self.uow.organization_id,
                of.in_(components),
                StockBalance.owner_id.is_(None),
            )
            .group_by(of)
        )
        sums = {key: quantity for key, quantity in await self.session.execute(statement)}
        named = await MaterialRepository(self.uow).named(sums)
        return sorted(((named[key], quantity) for key, quantity in sums.items()), key=lambda row: row[0].number)

    async def used_in(self, materials: Collection[UUID]) -> list[Material]:
        """What the materials go into directly, in bills that are valid now or later."""
        statement = (
            select(Material)
            .join(Bom, (Bom.organization_id == Material.organization_id) & (Bom.material_id == Material.id))
            .join(BomLine, (BomLine.organization_id == Bom.organization_id) & (BomLine.bom_id == Bom.id))
            .where(
                Material.organization_id == self.uow.organization_id,
                Bom.state == "released",
                BomLine.component_id.in_(materials),
            )
            .distinct()
            .order_by(Material.number)
            .limit(MOST_TOUCHED)
        )
        return list(await self.session.scalars(statement))
