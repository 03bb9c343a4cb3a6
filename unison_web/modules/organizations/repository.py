"""Named questions about places."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, TableClause, Text, Uuid, column, func, select, table

from unison_web.kit.db.repository import Repository
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.modules.organizations.models import Department, Plant
from unison_web.modules.organizations.rules import InUse

#: What happens in a plant is kept by modules that stand above this one; here it is only counted.
ENDED = ("completed", "closed", "short_closed", "cancelled", "failed")


class PlantRepository(Repository[Plant]):
    model_type = Plant

    async def active(self) -> list[Plant]:
        return await self.all(self.mine().where(Plant.state == "active").order_by(Plant.name))

    async def first(self) -> Plant | None:
        """The one the company began with."""
        return await self.perhaps(self.mine().where(Plant.state == "active").order_by(Plant.created_at).limit(1))

    async def here(self) -> Plant:
        """The one the person works in; with all plants, the first by name. Raises Refused where there is none."""
        if self.uow.actor.plant_id:
            return await self.by_id(self.uow.actor.plant_id)
        plants = await self.active()
        if not plants:
            raise Refused(_("There is no plant yet"))
        return plants[0]

    async def by_code(self, code: str) -> Plant | None:
        return await self.perhaps(self.mine().where(Plant.code == code))

    async def one_of(self, plant_id: UUID, *seen: ColumnElement[bool]) -> Plant:
        """Missing where it is not among those one may see."""
        return await self.one(self.mine().where(Plant.id == plant_id, *seen))

    async def others(self, plant_id: UUID) -> int:
        counted = select(func.count()).where(
            Plant.organization_id == self.uow.organization_id, Plant.id != plant_id, Plant.state == "active"
        )
        return int(await self.session.scalar(counted) or 0)

    async def in_use(self, plant_id: UUID) -> InUse:
        """One question: open work orders, tablets that are let in, machines in service."""
        orders = self._counted("work_orders", plant_id, lambda rows: rows.c.state.not_in(ENDED))
        tablets = self._counted("devices", plant_id, lambda rows: rows.c.state == "active")
        machines = self._counted("machines", plant_id, lambda rows: rows.c.life == "active")
        row = (await self.session.execute(select(orders, tablets, machines))).one()
        return InUse(*row)

    def _counted(
        self, name: str, plant_id: UUID, still: Callable[[TableClause], ColumnElement[bool]]
    ) -> ScalarSelect[int]:
        plain = [column("state", Text()), column("life", Text())]
        rows = table(name, column("organization_id", Uuid()), column("plant_id", Uuid()), *plain)
        mine = (rows.c.organization_id == self.uow.organization_id, rows.c.plant_id == plant_id)
        return select(func.count()).select_from(rows).where(*mine, still(rows)).scalar_subquery()


class DepartmentRepository(Repository[Department]):
    model_type = Department

    async def by_code(self, plant: UUID, code: str) -> Department | None:
        return await self.perhaps(self.mine().where(Department.plant_id == plant, Department.code == code))
