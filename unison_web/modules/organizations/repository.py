"""Named questions about places."""

from __future__ import annotations

from uuid import UUID

from unison_web.kit.db.repository import Repository
from unison_web.modules.organizations.models import Department, Plant


class PlantRepository(Repository[Plant]):
    model_type = Plant

    async def active(self) -> list[Plant]:
        return await self.all(self.mine().where(Plant.state == "active").order_by(Plant.name))

    async def first(self) -> Plant | None:
        """The one the company began with."""
        return await self.perhaps(self.mine().where(Plant.state == "active").order_by(Plant.created_at).limit(1))

    async def by_code(self, code: str) -> Plant | None:
        return await self.perhaps(self.mine().where(Plant.code == code))


class DepartmentRepository(Repository[Department]):
    model_type = Department

    async def by_code(self, plant: UUID, code: str) -> Department | None:
        return await self.perhaps(self.mine().where(Department.plant_id == plant, Department.code == code))
