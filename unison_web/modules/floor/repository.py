"""Named questions of the floor. Each screen asks a constant number of them."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from unison_web.kit.db.repository import Repository
from unison_web.modules.floor.models import Station
from unison_web.modules.identity.models import User
from unison_web.modules.machines.models import Machine
from unison_web.modules.materials.models import Material
from unison_web.modules.production.models import LogEntry
from unison_web.modules.work_orders.models import Operation, WorkOrder
from unison_web.modules.work_orders.rules import WORKING

WITH_ORDER = (
    joinedload(Operation.order).joinedload(WorkOrder.material).joinedload(Material.category),
    joinedload(Operation.work_center),
    joinedload(Operation.machine),
)


class StationRepository(Repository[Station]):
    model_type = Station

    async def of_device(self, device: UUID) -> Station | None:
        statement = self.mine().where(Station.device_id == device)
        whole = joinedload(Station.machine).joinedload(Machine.work_center)
        return await self.session.scalar(statement.options(whole, joinedload(Station.device)))

    async def at(self, device: UUID, machine: UUID) -> Station:
        return await self.one(self.mine().where(Station.device_id == device, Station.machine_id == machine))


class FloorRepository(Repository[Operation]):
    model_type = Operation

    async def queue(self, machine: Machine) -> list[Operation]:
        """Everything that could happen at the machine's work center: what runs here first, then by priority and date."""
        statement = (
            self.mine()
            .join(Operation.order)
            .where(
                Operation.work_center_id == machine.work_center_id, Operation.plant_id == machine.plant_id,
                Operation.state.in_(("pending", "ready", "setup", "running", "paused")),
                (Operation.machine_id == machine.id) | Operation.machine_id.is_(None) | Operation.state.in_(("pending", "ready")),
                WorkOrder.state.in_(("released", "in_progress", "on_hold")),
            )
            .order_by(WorkOrder.priority, WorkOrder.due_at, Operation.sequence)
            .limit(60)
        )  # fmt: skip
        return await self.all(statement, *WITH_ORDER)

    async def names_before(self, operations: Collection[Operation]) -> dict[UUID, str]:
        """For each operation, the name of the one before it in its order."""
        orders = {operation.work_order_id for operation in operations}
        statement = select(Operation.work_order_id, Operation.sequence, Operation.name).where(
            Operation.organization_id == self.uow.organization_id, Operation.work_order_id.in_(orders)
        )
        line: dict[UUID, list[tuple[int, str]]] = {}
        for order, sequence, name in await self.session.execute(statement.order_by(Operation.sequence)):
            line.setdefault(order, []).append((sequence, name))
        found = {}
        for operation in operations:
            earlier = [name for sequence, name in line[operation.work_order_id] if sequence < operation.sequence]
            found[operation.id] = earlier[-1] if earlier else ""
        return found

    async def working(self, plant: UUID) -> list[Operation]:
        """Operations that somebody works on in this plant."""
        return await self.all(self.mine().where(Operation.plant_id == plant, Operation.state.in_(WORKING)), *WITH_ORDER)

    async def ready(self, plant: UUID) -> list[Operation]:
        """Operations that could start, most urgent first."""
        statement = (
            self.mine()
            .join(Operation.order)
            .where(Operation.plant_id == plant, Operation.state == "ready", WorkOrder.state.in_(("released", "in_progress")))
            .order_by(WorkOrder.priority, WorkOrder.due_at)
        )
        return await self.all(statement, *WITH_ORDER)

    async def machines(self, plant: UUID) -> list[Machine]:
        statement = select(Machine).where(
            Machine.organization_id == self.uow.organization_id, Machine.plant_id == plant, Machine.life == "active"
        )
        return list(await self.session.scalars(statement.order_by(Machine.code).options(joinedload(Machine.work_center))))

    async def last_people(self, operations: Collection[UUID]) -> dict[UUID, str]:
        """Who reported last at each operation."""
        statement = (
            select(LogEntry.operation_id, User.name)
            .join(LogEntry.operator)
            .where(LogEntry.organization_id == self.uow.organization_id, LogEntry.operation_id.in_(operations))
            .distinct(LogEntry.operation_id)
            .order_by(LogEntry.operation_id, LogEntry.id.desc())
        )
        return {operation: name for operation, name in await self.session.execute(statement)}
