"""Named questions about places."""

from __future__ import annotations

from unison_web.kit.db.repository import Repository
from unison_web.modules.organizations.models import Department, Plant


class PlantRepository(Repository[Plant]):
    model_type = Plant

    async def active(self) -> list[Plant]:
        return await self.all(self.mine().where(Plant.state == "active").order_by(Plant.name))


class DepartmentRepository(Repository[Department]):
    model_type = Department
