"""Named questions about the exchange with SAP."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import aliased, joinedload

from unison_web.kit.db.repository import Repository
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.materials.models import Material, Unit
from unison_web.modules.sap import rules
from unison_web.modules.sap.models import SapDifference, SapLink, SapMessage, SapRun, SapSystem
from unison_web.modules.stock.models import StockBalance
from unison_web.modules.work_orders.models import Operation, WorkOrder


class SystemRepository(Repository[SapSystem]):
    model_type = SapSystem

    async def the_one(self) -> SapSystem | None:
        return await self.perhaps(self.mine())


class LinkRepository(Repository[SapLink]):
    model_type = SapLink

    async def the_one(self, *, lock: bool = False) -> SapLink | None:
        return await self.perhaps(self.mine().with_for_update() if lock else self.mine())

    async def hold(self, now: datetime) -> bool:
        """Whether it is ours to send: one process at a time."""
        free = or_(SapLink.sending_until.is_(None), SapLink.sending_until <= now)
        statement = update(SapLink).where(SapLink.organization_id == self.uow.organization_id, free)
        held = statement.values(sending_until=now + rules.LEASE).returning(SapLink.id)
        done = await self.session.execute(held.execution_options(synchronize_session=False))
        return done.scalar_one_or_none() is not None


class RunRepository(Repository[SapRun]):
    model_type = SapRun

    async def unfinished(self) -> SapRun | None:
        waiting = self.mine().where(SapRun.state.in_(rules.UNFINISHED))
        return await self.perhaps(waiting.order_by(SapRun.id.desc()).limit(1))

    async def last_began(self) -> datetime | None:
        mine = SapRun.organization_id == self.uow.organization_id, SapRun.trial.is_(False)
        found: datetime | None = await self.session.scalar(select(func.max(SapRun.created_at)).where(*mine))
        return found

    async def advance(self, run_id: UUID, counts: dict[str, int]) -> bool:
        """So far it is; False where nobody wants it any more."""
        mine = SapRun.organization_id == self.uow.organization_id, SapRun.id == run_id, SapRun.state == "running"
        statement = update(SapRun).where(*mine).values(**counts).returning(SapRun.id)
        done = await self.session.execute(statement.execution_options(synchronize_session=False))
        return done.scalar_one_or_none() is not None


class DifferenceRepository(Repository[SapDifference]):
    model_type = SapDifference

    async def record(self, difference_id: UUID) -> SapDifference:
        return await self.by_id(difference_id, joinedload(SapDifference.run))

    async def kept(self, numbers: Collection[str]) -> dict[tuple[str, str], str]:
        """By material and field, what SAP said when somebody kept ours last."""
        mine = self.mine().where(
            SapDifference.number.in_(numbers), SapDifference.outcome == "kept",
            SapDifference.words != "",
        )  # fmt: skip
        return {(row.number, row.field): row.theirs for row in await self.all(mine.order_by(SapDifference.id))}

    async def write_down(self, rows: list[dict[str, Any]]) -> None:
        if rows:
            statement = insert(SapDifference).on_conflict_do_nothing()
            await self.session.execute(statement, rows, execution_options={"synchronize_session": False})

    async def of_run(self, run_id: UUID, outcome: str, most: int) -> list[SapDifference]:
        mine = self.mine().where(SapDifference.run_id == run_id, SapDifference.outcome == outcome)
        return await self.all(mine.order_by(SapDifference.number, SapDifference.field).limit(most))


async def facts_of(uow: UnitOfWork, order_id: UUID, operation_id: UUID) -> tuple[str, int, str]:
    """(number of the order, sequence of the operation, unit of what is made)."""
    here = uow.organization_id
    statement = (
        select(WorkOrder.number, Operation.sequence, Unit.code)
        .join(Operation, Operation.work_order_id == WorkOrder.id)
        .join(Material, Material.id == WorkOrder.material_id)
        .join(Unit, Unit.id == Material.unit_id)
        .where(WorkOrder.organization_id == here, Operation.organization_id == here)
        .where(Material.organization_id == here, Unit.organization_id == here)
        .where(WorkOrder.id == order_id, Operation.id == operation_id)
    )
    number, sequence, unit = (await uow.session.execute(statement)).one()
    return number, sequence, unit


async def stock_here(uow: UnitOfWork) -> list[tuple[str, str, Decimal]]:
    """(number, unit, quantity) of all of ours that lies in the plant somebody works in, else in all of them."""
    here = uow.organization_id
    statement = (
        select(Material.number, Unit.code, func.sum(StockBalance.quantity))
        .join(Material, Material.id == StockBalance.material_id)
        .join(Unit, Unit.id == Material.unit_id)
        .where(StockBalance.organization_id == here, Material.organization_id == here, Unit.organization_id == here)
        .where(StockBalance.owner_id.is_(None))
        .group_by(Material.number, Unit.code)
        .having(func.sum(StockBalance.quantity) != 0)
    )
    return [(number, unit, quantity) for number, unit, quantity in await uow.session.execute(statement)]


class MessageRepository(Repository[SapMessage]):
    model_type = SapMessage

    async def record(self, message_id: UUID, *, lock: bool = False) -> SapMessage:
        found = self.mine().where(SapMessage.id == message_id).options(joinedload(SapMessage.order))
        return await self.one(found.with_for_update(of=SapMessage) if lock else found)

    async def keyed(self, key: str) -> SapMessage | None:
        return await self.perhaps(self.mine().where(SapMessage.key == key).with_for_update())

    async def next(self, *, lock: bool = False) -> SapMessage | None:
        """The oldest that waits behind nothing SAP has refused of the same order."""
        before = aliased(SapMessage)
        refused = select(before.id).where(
            before.organization_id == SapMessage.organization_id, before.order_id == SapMessage.order_id,
            before.state == "refused", before.id < SapMessage.id,
        )  # fmt: skip
        mine = self.mine().where(SapMessage.state == "waiting", ~refused.exists())
        first = mine.order_by(SapMessage.id).limit(1)
        return await self.perhaps(first.with_for_update(of=SapMessage) if lock else first)

    async def tried(self, message: SapMessage) -> None:
        """That it leaves now. No fact for the trail: what came of it is one."""
        mine = SapMessage.organization_id == self.uow.organization_id, SapMessage.id == message.id
        once_more = {"attempts": SapMessage.attempts + 1, "tried_at": self.uow.now()}
        statement = update(SapMessage).where(*mine).values(**once_more)
        await self.session.execute(statement.execution_options(synchronize_session=False))

    async def counted(self) -> dict[str, int]:
        mine = select(SapMessage.state, func.count()).where(SapMessage.organization_id == self.uow.organization_id)
        found: Any = await self.session.execute(mine.group_by(SapMessage.state))
        return {state: many for state, many in found}
