"""Named questions about rates and kept roll-ups."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import joinedload

from unison_web.kit.db.repository import Repository
from unison_web.modules.costing.models import CostRate, CostRoll
from unison_web.modules.materials.models import Material

Known = dict[tuple[str, UUID | None], CostRate]


class CostRateRepository(Repository[CostRate]):
    model_type = CostRate

    async def latest(self, on: date) -> Known:
        """(kind, work center) → the rate of the day."""
        of = CostRate.kind, CostRate.work_center_id
        found = self.mine().where(CostRate.valid_from <= on).ext(distinct_on(*of))
        rows = await self.all(found.order_by(*of, CostRate.valid_from.desc()))
        return {(row.kind, row.work_center_id): row for row in rows}

    async def record(self, rate_id: UUID) -> CostRate:
        return await self.by_id(rate_id, joinedload(CostRate.work_center))

    async def on_day(self, kind: str, center: UUID | None, day: date) -> CostRate | None:
        found = self.mine().where(CostRate.kind == kind, CostRate.valid_from == day)
        where = CostRate.work_center_id == center if center else CostRate.work_center_id.is_(None)
        return await self.perhaps(found.where(where))


class RollRepository(Repository[CostRoll]):
    model_type = CostRoll

    async def record(self, roll_id: UUID) -> CostRoll:
        return await self.by_id(roll_id, joinedload(CostRoll.material).joinedload(Material.unit))

    async def before(self, roll: CostRoll) -> CostRoll | None:
        """The one of the same material and currency that was kept before."""
        found = self.mine().where(
            CostRoll.material_id == roll.material_id, CostRoll.currency == roll.currency, CostRoll.id < roll.id
        )
        return await self.perhaps(found.order_by(CostRoll.id.desc()).limit(1))

    async def last(self, material_id: UUID, currency: str) -> CostRoll | None:
        found = self.mine().where(CostRoll.material_id == material_id, CostRoll.currency == currency)
        return await self.perhaps(found.order_by(CostRoll.id.desc()).limit(1))
