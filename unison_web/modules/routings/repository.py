"""Named questions about routings."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, any_, cast, func, select
from sqlalchemy.orm import joinedload, selectinload

from unison_web.kit.db.repository import Repository
from unison_web.modules.materials.models import Material
from unison_web.modules.routings.models import Routing, RoutingCheck, RoutingOperation, RoutingStep

WHOLE = (
    joinedload(Routing.plant),
    joinedload(Routing.material).joinedload(Material.category),
    selectinload(Routing.operations).joinedload(RoutingOperation.work_center),
    selectinload(Routing.operations).selectinload(RoutingOperation.steps).selectinload(RoutingStep.checks),
)


class RoutingRepository(Repository[Routing]):
    model_type = Routing

    async def record(self, routing_id: UUID) -> Routing:
        """With operations, work centers and steps."""
        return await self.by_id(routing_id, *WHOLE)

    async def released(self, material_id: UUID, plant_id: UUID | None = None) -> Routing | None:
        """The one an order takes, with everything to copy. Without a plant: of the plant that has one first."""
        found = self.mine().where(Routing.material_id == material_id, Routing.state == "released").order_by(Routing.id)
        if plant_id:
            found = found.where(Routing.plant_id == plant_id)
        return next(iter(await self.all(found, *WHOLE)), None)

    async def released_of(self, materials: Collection[UUID], plant_id: UUID | None) -> dict[UUID, Routing]:
        """Of many materials at once, with operations and their work centers; the plant's own where it has one."""
        found = self.mine().where(
            Routing.material_id == any_(cast(list(materials), ARRAY(Uuid))), Routing.state == "released"
        )
        rows = await self.all(
            found.order_by(Routing.id), selectinload(Routing.operations).joinedload(RoutingOperation.work_center)
        )
        known: dict[UUID, Routing] = {}
        for row in rows:
            if row.material_id not in known or row.plant_id == plant_id:
                known[row.material_id] = row
        return known

    async def of_material(self, material_id: UUID) -> list[Routing]:
        """Every routing, the newest first, without operations."""
        found = self.mine().where(Routing.material_id == material_id).order_by(Routing.id.desc())
        return await self.all(
            found, joinedload(Routing.plant), joinedload(Routing.material).joinedload(Material.category)
        )

    async def revision(self, plant_id: UUID, material_id: UUID, revision: str) -> Routing | None:
        found = self.mine().where(Routing.plant_id == plant_id, Routing.material_id == material_id)
        return await self.perhaps(found.where(Routing.revision == revision))

    async def released_beside(self, routing: Routing) -> list[Routing]:
        """The released routing this one would replace."""
        return await self.all(
            self.mine().where(
                Routing.plant_id == routing.plant_id,
                Routing.material_id == routing.material_id,
                Routing.state == "released",
                Routing.id != routing.id,
            )
        )


class OperationRepository(Repository[RoutingOperation]):
    model_type = RoutingOperation

    async def record(self, routing_id: UUID, operation_id: UUID) -> RoutingOperation:
        """An operation of that routing; through another routing's address it is not there."""
        found = self.mine().where(RoutingOperation.id == operation_id, RoutingOperation.routing_id == routing_id)
        return await self.one(
            found,
            joinedload(RoutingOperation.routing),
            joinedload(RoutingOperation.work_center),
            selectinload(RoutingOperation.steps).selectinload(RoutingStep.checks),
        )

    async def sequences(self, routing_id: UUID) -> list[int]:
        found = select(RoutingOperation.sequence).where(
            RoutingOperation.organization_id == self.uow.organization_id, RoutingOperation.routing_id == routing_id
        )
        return list(await self.session.scalars(found))


class StepRepository(Repository[RoutingStep]):
    model_type = RoutingStep

    async def record(self, operation_id: UUID, step_id: UUID) -> RoutingStep:
        found = self.mine().where(RoutingStep.id == step_id, RoutingStep.operation_id == operation_id)
        return await self.one(
            found,
            joinedload(RoutingStep.operation).joinedload(RoutingOperation.routing),
            selectinload(RoutingStep.checks),
        )

    async def last_position(self, operation_id: UUID) -> int:
        found = select(func.max(RoutingStep.position)).where(
            RoutingStep.organization_id == self.uow.organization_id, RoutingStep.operation_id == operation_id
        )
        return int(await self.session.scalar(found) or 0)


class CheckRepository(Repository[RoutingCheck]):
    model_type = RoutingCheck

    async def record(self, step_id: UUID, check_id: UUID) -> RoutingCheck:
        """A check of that step; through another step's address it is not there."""
        found = self.mine().where(RoutingCheck.id == check_id, RoutingCheck.step_id == step_id)
        return await self.one(found, joinedload(RoutingCheck.step))
