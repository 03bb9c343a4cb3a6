"""Named questions of the floor. Each screen asks a constant number of them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import joinedload

from unison_web.kit.db.ledger import RequestKey
from unison_web.kit.db.repository import Repository
from unison_web.modules.floor.models import Handover, Station
from unison_web.modules.identity.models import Badge, User
from unison_web.modules.identity.rules import PIN_TRIES
from unison_web.modules.machines.models import Machine
from unison_web.modules.materials.models import Material
from unison_web.modules.production.models import LogEntry
from unison_web.modules.stock.models import Lot, Movement
from unison_web.modules.work_orders.models import Operation, WorkOrder
from unison_web.modules.work_orders.rules import WORKING

WITH_ORDER = (
    joinedload(Operation.order).joinedload(WorkOrder.material).joinedload(Material.category),
    joinedload(Operation.work_center),
    joinedload(Operation.machine),
)
WITH_MACHINE = (
    joinedload(Station.machine).joinedload(Machine.work_center),
    joinedload(Station.device),
)


class StationRepository(Repository[Station]):
    model_type = Station

    async def of(self, device: UUID) -> Station:
        return await self.one(self.mine().where(Station.device_id == device), *WITH_MACHINE)

    async def of_device(self, device: UUID) -> Station | None:
        return await self.perhaps(self.mine().where(Station.device_id == device), *WITH_MACHINE)


class FloorRepository(Repository[Operation]):
    model_type = Operation

    async def queue(self, machine: Machine) -> list[Operation]:
        """Everything that could happen at the machine's work center, by priority and date."""
        statement = (
            self.mine()
            .join(Operation.order)
            .where(
                Operation.work_center_id == machine.work_center_id,
                Operation.plant_id == machine.plant_id,
                Operation.state.in_(("pending", "ready", "setup", "running", "paused")),
                (Operation.machine_id == machine.id)
                | Operation.machine_id.is_(None)
                | Operation.state.in_(("pending", "ready")),
                WorkOrder.state.in_(("released", "in_progress", "on_hold")),
            )
            .order_by(WorkOrder.priority, WorkOrder.due_at, Operation.sequence)
            .limit(60)
        )
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
            .where(
                Operation.plant_id == plant,
                Operation.state == "ready",
                WorkOrder.state.in_(("released", "in_progress")),
            )
            .order_by(WorkOrder.priority, WorkOrder.due_at)
        )
        return await self.all(statement, *WITH_ORDER)

    async def machines(self, plant: UUID) -> list[Machine]:
        statement = select(Machine).where(
            Machine.organization_id == self.uow.organization_id, Machine.plant_id == plant, Machine.life == "active"
        )
        return list(
            await self.session.scalars(statement.order_by(Machine.code).options(joinedload(Machine.work_center)))
        )

    async def last_people(self, operations: Collection[UUID]) -> dict[UUID, str]:
        """Who reported last at each operation."""
        statement = (
            select(LogEntry.operation_id, User.name)
            .join(LogEntry.operator)
            .where(LogEntry.organization_id == self.uow.organization_id, LogEntry.operation_id.in_(operations))
            .ext(distinct_on(LogEntry.operation_id))
            .order_by(LogEntry.operation_id, LogEntry.id.desc())
        )
        return {operation: name for operation, name in await self.session.execute(statement)}

    async def lots_of(self, order: UUID, most: int = 4) -> list[Lot]:
        """The lots that went into an order or came out of it, the newest first."""
        moved = select(Movement.lot_id).where(
            Movement.organization_id == self.uow.organization_id, Movement.order_id == order
        )
        found = select(Lot).where(Lot.organization_id == self.uow.organization_id, Lot.id.in_(moved))
        return list(await self.session.scalars(found.order_by(Lot.id.desc()).limit(most)))

    async def used_reasons(self, work_center: UUID, since: datetime) -> dict[UUID, int]:
        """How often each reason was given at this work center."""
        statement = (
            select(LogEntry.reason_id, func.count())
            .join(LogEntry.operation)
            .where(
                LogEntry.organization_id == self.uow.organization_id,
                LogEntry.occurred_at >= since,
                LogEntry.reason_id.is_not(None),
                Operation.work_center_id == work_center,
            )
            .group_by(LogEntry.reason_id)
        )
        return {reason: times for reason, times in await self.session.execute(statement) if reason}


class KeyRepository(Repository[RequestKey]):
    model_type = RequestKey

    async def answered_since(self, owners: Collection[UUID], since: datetime) -> list[str]:
        """Keys of touches that have been counted. Rows are found by their id, which begins with its instant."""
        earliest = UUID(int=int(since.timestamp() * 1000) << 80)
        statement = (
            select(RequestKey.key)
            .where(
                RequestKey.organization_id == self.uow.organization_id,
                RequestKey.id >= earliest,
                RequestKey.owner.in_([str(owner) for owner in owners]),
                RequestKey.answered_at.is_not(None),
            )
            .order_by(RequestKey.id.desc())
            .limit(40)
        )
        return list(await self.session.scalars(statement))

    async def answer(self, owner: UUID, key: str) -> bytes | None:
        """What the request with this key was answered."""
        statement = select(RequestKey.body).where(
            RequestKey.organization_id == self.uow.organization_id,
            RequestKey.owner == str(owner),
            RequestKey.key == key,
        )
        return await self.session.scalar(statement)


class PinRepository(Repository[Badge]):
    model_type = Badge

    async def use_a_try(self, badge: UUID) -> bool:
        """Take one of the tries a badge has; False when none is left. Tries made at once are taken one by one."""
        statement = update(Badge).where(
            Badge.organization_id == self.uow.organization_id, Badge.id == badge, Badge.failed_pins < PIN_TRIES
        )
        taken = await self.session.execute(
            statement.values(failed_pins=Badge.failed_pins + 1)
            .returning(Badge.id)
            .execution_options(synchronize_session=False)
        )
        return taken.scalar_one_or_none() is not None

    async def forget_tries(self, badge: UUID) -> None:
        statement = update(Badge).where(Badge.organization_id == self.uow.organization_id, Badge.id == badge)
        await self.session.execute(statement.values(failed_pins=0).execution_options(synchronize_session=False))


class HandoverRepository(Repository[Handover]):
    model_type = Handover

    async def by_key(self, key: str) -> Handover | None:
        return await self.perhaps(self.mine().where(Handover.request_key == key))

    async def record(self, handover_id: UUID) -> Handover:
        return await self.by_id(handover_id, *HANDED_OVER)

    async def open_in(self, plant: UUID) -> int:
        statement = select(func.count()).where(
            Handover.organization_id == self.uow.organization_id, Handover.plant_id == plant, Handover.state == "open"
        )
        return int(await self.session.scalar(statement) or 0)


HANDED_OVER = (
    joinedload(Handover.person),
    joinedload(Handover.settled_by),
    joinedload(Handover.operation).joinedload(Operation.order),
)
