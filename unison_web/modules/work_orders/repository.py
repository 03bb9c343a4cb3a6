"""Named questions about work orders."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from unison_web.kit.db.repository import Repository
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.machines.models import Machine, WorkCenter
from unison_web.modules.materials.models import Material
from unison_web.modules.routings.models import Routing, RoutingOperation, RoutingStep
from unison_web.modules.work_orders.models import Operation, Output, Requirement, WorkOrder
from unison_web.modules.work_orders.rules import ON_FLOOR, WORKING

WITH_MATERIAL = joinedload(WorkOrder.material).joinedload(Material.category)
WITH_OPERATIONS = selectinload(WorkOrder.operations).options(
    joinedload(Operation.work_center), joinedload(Operation.machine)
)
#: Where an order is now: the machine of the operation that works, or of the next one that could.
PLACE = func.coalesce(
    select(func.coalesce(Machine.code, WorkCenter.name))
    .select_from(Operation)
    .join(Operation.work_center)
    .outerjoin(Operation.machine)
    .where(
        Operation.organization_id == WorkOrder.organization_id,
        Operation.work_order_id == WorkOrder.id,
        Operation.state.in_([*WORKING, "ready"]),
    )
    .order_by(Operation.state == "ready", Operation.sequence)
    .limit(1)
    .correlate(WorkOrder)
    .scalar_subquery(),
    "",
)
WITH_MATERIALS = selectinload(WorkOrder.materials).joinedload(Requirement.component)
WITH_OUTPUTS = selectinload(WorkOrder.outputs).joinedload(Output.material).joinedload(Material.unit)


class WorkOrderRepository(Repository[WorkOrder]):
    model_type = WorkOrder

    async def by_number(self, number: str, *, whole: bool = False, lock: bool = False) -> WorkOrder:
        """The order ``WO-10482``; ``whole`` brings operations and materials along, ``lock`` keeps others out."""
        if lock:
            await self.lock(number)
        more = (WITH_MATERIALS, WITH_OUTPUTS) if whole else ()
        return await self.one(self.mine().where(*self._numbered(number)), WITH_MATERIAL, WITH_OPERATIONS, *more)

    async def planned(self, number: str) -> WorkOrder:
        """With its operations and what it takes, as it was planned."""
        return await self.one(
            self.mine().where(*self._numbered(number)), WITH_MATERIAL, WITH_OPERATIONS, WITH_MATERIALS
        )

    async def lock(self, number: str) -> None:
        """Others who want to change the order wait."""
        await self.session.execute(select(WorkOrder.id).where(*self._numbered(number)).with_for_update())

    async def locked(self, order_id: UUID) -> WorkOrder:
        """For a change; others wait."""
        here = (WorkOrder.organization_id == self.uow.organization_id, WorkOrder.id == order_id)
        await self.session.execute(select(WorkOrder.id).where(*here).with_for_update())
        return await self.by_id(order_id, WITH_MATERIAL, WITH_OPERATIONS, WITH_MATERIALS, WITH_OUTPUTS)

    async def whole(self, order_id: UUID) -> WorkOrder:
        """With material, operations, components and plant: what goes onto paper."""
        joined = (WITH_MATERIAL, WITH_OPERATIONS, WITH_MATERIALS, WITH_OUTPUTS, joinedload(WorkOrder.plant))
        return await self.by_id(order_id, *joined)

    async def components(self, order_id: UUID) -> list[Requirement]:
        """What goes into the order, in the order of its bill."""
        statement = select(Requirement).where(
            Requirement.organization_id == self.uow.organization_id, Requirement.work_order_id == order_id
        )
        known = statement.options(joinedload(Requirement.component)).order_by(Requirement.position)
        return list(await self.session.scalars(known))

    def _numbered(self, number: str) -> tuple[ColumnElement[bool], ...]:
        return (WorkOrder.organization_id == self.uow.organization_id, WorkOrder.number == number)

    async def claimed(self, plant: UUID, components: Collection[UUID], besides: UUID) -> dict[UUID, Decimal]:
        """What other orders on the floor still need of each component: the share of pieces they have yet to make."""
        share = (WorkOrder.quantity - WorkOrder.good) / WorkOrder.quantity
        statement = (
            select(Requirement.component_id, func.sum(Requirement.needed * func.greatest(share, 0)))
            .join(
                WorkOrder,
                (WorkOrder.id == Requirement.work_order_id)
                & (WorkOrder.organization_id == Requirement.organization_id),
            )
            .where(
                Requirement.organization_id == self.uow.organization_id,
                WorkOrder.plant_id == plant,
                Requirement.component_id.in_(components),
                WorkOrder.state.in_(ON_FLOOR),
                WorkOrder.id != besides,
            )
            .group_by(Requirement.component_id)
        )
        return {component: quantity for component, quantity in await self.session.execute(statement)}


class OperationRepository(Repository[Operation]):
    model_type = Operation

    async def of(self, number: str, sequence: int, *, lock: bool = False) -> Operation:
        """Operation 20 of order WO-10482."""
        order = await self._order(WorkOrder.number == number, lock=lock)
        return await self.one(
            self.mine().where(Operation.work_order_id == order, Operation.sequence == sequence), *self.whole
        )

    async def with_order(self, operation_id: UUID, *, lock: bool = False) -> Operation:
        if lock:
            mine = select(Operation.work_order_id).where(
                Operation.organization_id == self.uow.organization_id, Operation.id == operation_id
            )
            await self._order(WorkOrder.id == mine.scalar_subquery(), lock=True)
        return await self.by_id(operation_id, *self.whole)

    async def _order(self, which: ColumnElement[bool], *, lock: bool) -> UUID | None:
        """Everything that happens on one order happens one after the other. The order's row is always locked first,
        then what hangs on it, so that two people at two operations of one order cannot wait for each other."""
        statement = select(WorkOrder.id).where(WorkOrder.organization_id == self.uow.organization_id, which)
        found: UUID | None = await self.session.scalar(statement.with_for_update() if lock else statement)
        return found

    async def taking(self, material: UUID, orders: Collection[UUID]) -> list[Requirement]:
        """The lines of orders that take a material."""
        mine = select(Requirement).where(
            Requirement.organization_id == self.uow.organization_id, Requirement.component_id == material,
            Requirement.work_order_id.in_(orders),
        )  # fmt: skip
        return list(await self.session.scalars(mine))

    @property
    def whole(self) -> tuple[ExecutableOption, ...]:
        return (
            joinedload(Operation.order).joinedload(WorkOrder.material).joinedload(Material.category),
            joinedload(Operation.work_center),
            joinedload(Operation.machine),
        )

    async def runs_beside(self, operation: Operation) -> bool:
        """Whether another operation runs at this one's machine."""
        statement = select(Operation.id).where(
            Operation.organization_id == self.uow.organization_id,
            Operation.machine_id == operation.machine_id,
            Operation.id != operation.id,
            Operation.state == "running",
        )
        return (await self.session.scalar(statement.limit(1))) is not None

    async def skip_after(self, operation: Operation) -> None:
        """The operations that follow will not happen."""
        statement = self.mine().where(
            Operation.work_order_id == operation.work_order_id, Operation.sequence > operation.sequence
        )
        for following in await self.all(statement):
            following.state, following.state_reason = "skipped", "nothing good came from the operation before"

    async def neighbours(self, operation: Operation) -> tuple[Operation | None, Operation | None]:
        """The operation before and the one after, leaving out what is skipped."""
        statement = self.mine().where(Operation.work_order_id == operation.work_order_id, Operation.state != "skipped")
        line = await self.all(statement.order_by(Operation.sequence))
        before = [other for other in line if other.sequence < operation.sequence]
        after = [other for other in line if other.sequence > operation.sequence]
        return (before[-1] if before else None), (after[0] if after else None)


async def released_routing(uow: UnitOfWork, material: UUID, plant: UUID) -> Routing | None:
    """The routing by which the plant makes the material now, with operations and steps."""
    statement = select(Routing).where(
        Routing.organization_id == uow.organization_id, Routing.material_id == material, Routing.plant_id == plant,
        Routing.state == "released",
    )  # fmt: skip
    whole = selectinload(Routing.operations).selectinload(RoutingOperation.steps).selectinload(RoutingStep.checks)
    return await uow.session.scalar(statement.options(whole))
