"""Named questions about work centers and machines."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from unison_web.kit.db.repository import Repository
from unison_web.modules.machines.models import Machine, WorkCenter
from unison_web.modules.organizations.models import Plant

OFFERED = 20


class WorkCenterRepository(Repository[WorkCenter]):
    model_type = WorkCenter

    async def record(self, center_id: UUID) -> WorkCenter:
        return await self.by_id(center_id, joinedload(WorkCenter.plant), selectinload(WorkCenter.machines))

    async def by_code(self, plant_id: UUID, code: str) -> WorkCenter | None:
        return await self.perhaps(self.mine().where(WorkCenter.plant_id == plant_id, WorkCenter.code == code))

    async def offered(self, q: str) -> list[WorkCenter]:
        found = self.mine().where(WorkCenter.state == "active").order_by(WorkCenter.code).limit(OFFERED)
        if q:
            found = found.where(
                or_(*(column.icontains(q, autoescape=True) for column in (WorkCenter.code, WorkCenter.name)))
            )
        return await self.all(found, joinedload(WorkCenter.plant))

    async def machines_in(self, center_id: UUID) -> int:
        counted = select(func.count()).where(
            Machine.organization_id == self.uow.organization_id,
            Machine.work_center_id == center_id,
            Machine.life == "active",
        )
        return int(await self.session.scalar(counted) or 0)


class MachineRepository(Repository[Machine]):
    model_type = Machine

    async def record(self, machine_id: UUID) -> Machine:
        return await self.by_id(machine_id, joinedload(Machine.plant), joinedload(Machine.work_center))

    async def by_code(self, code: str, plant_id: UUID | None = None) -> Machine | None:
        """In one plant; without a plant only when the code is unambiguous."""
        found = self.mine().where(Machine.code == code).limit(2)
        rows = await self.all(found.where(Machine.plant_id == plant_id) if plant_id else found)
        return rows[0] if len(rows) == 1 else None

    async def at(self, center_id: UUID) -> list[Machine]:
        """The active machines of a work center, in the order of their codes."""
        found = self.mine().where(Machine.work_center_id == center_id, Machine.life == "active").order_by(Machine.code)
        return await self.all(found)

    async def of_plant(self, plant_id: UUID | None) -> list[Machine]:
        """For boards: every active machine with its work center."""
        found = self.mine().where(Machine.life == "active").order_by(Machine.code)
        found = found.where(Machine.plant_id == plant_id) if plant_id else found
        return await self.all(found, joinedload(Machine.work_center))


class PlaceRepository(Repository[Plant]):
    """Plants as work centers need them."""

    model_type = Plant

    async def meant(self, code: str) -> Plant | None:
        """By code; without one the plant of the actor, or the only one there is."""
        found = self.mine().where(Plant.state == "active").limit(2)
        if code:
            found = found.where(Plant.code == code)
        elif self.uow.actor.plant_id:
            found = found.where(Plant.id == self.uow.actor.plant_id)
        rows = await self.all(found)
        return rows[0] if len(rows) == 1 else None
