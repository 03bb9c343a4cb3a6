"""Named questions about facts, stays and reasons."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from unison_web.kit.db.repository import Repository
from unison_web.modules.machines.models import Machine
from unison_web.modules.time_ledger.models import MachineFact, MachineTime, StopExplanation
from unison_web.modules.work_orders.models import Operation

SHOWN = (
    joinedload(MachineTime.machine).joinedload(Machine.work_center),
    joinedload(MachineTime.operation).joinedload(Operation.order),
    joinedload(MachineTime.reason),
)


class FactRepository(Repository[MachineFact]):
    model_type = MachineFact

    async def known(self, machine: UUID, messages: Collection[str]) -> set[str]:
        """Which of these messages came before."""
        mine = select(MachineFact.message).where(
            MachineFact.organization_id == self.uow.organization_id,
            MachineFact.machine_id == machine, MachineFact.message.in_(messages),
        )  # fmt: skip
        return {str(message) for message in await self.session.scalars(mine)}

    async def next_after(self, machine: UUID, at: datetime) -> datetime | None:
        """The instant of the next state there is a fact of."""
        found = select(func.min(MachineFact.at)).where(
            MachineFact.organization_id == self.uow.organization_id, MachineFact.machine_id == machine,
            MachineFact.kind == "state", MachineFact.at > at,
        )  # fmt: skip
        following: datetime | None = await self.session.scalar(found)
        return following

    async def readings(
        self, machine: UUID, kind: str, start: datetime, end: datetime
    ) -> list[tuple[Decimal, Decimal | None]]:
        """What a counter showed, in the order of time: from the last reading before ``start`` to the last before
        ``end``, each with the number at which it begins again."""
        mine = (
            MachineFact.organization_id == self.uow.organization_id, MachineFact.machine_id == machine,
            MachineFact.kind == kind, MachineFact.at < end,
        )  # fmt: skip
        last = select(func.max(MachineFact.at)).where(*mine, MachineFact.at < start).scalar_subquery()
        rows = await self.session.execute(
            select(MachineFact.reading, MachineFact.wraps_at)
            .where(*mine, or_(MachineFact.at >= start, MachineFact.at == last))
            .order_by(MachineFact.at, MachineFact.id)
        )
        return [(reading, wraps) for reading, wraps in rows if reading is not None]


class TimeRepository(Repository[MachineTime]):
    model_type = MachineTime

    async def record(self, stay_id: UUID) -> MachineTime:
        return await self.by_id(stay_id, *SHOWN)

    async def around(self, machine: UUID, start: datetime, end: datetime | None) -> list[MachineTime]:
        """The stays that reach into a stretch or touch it, in the order of time."""
        mine = self.mine().where(
            MachineTime.machine_id == machine, or_(MachineTime.ends_at.is_(None), MachineTime.ends_at >= start)
        )
        mine = mine.where(MachineTime.starts_at <= end) if end else mine
        return await self.all(mine.order_by(MachineTime.starts_at))

    async def shown(self, machine: UUID, start: datetime, end: datetime) -> list[MachineTime]:
        mine = self.mine().where(
            MachineTime.machine_id == machine, MachineTime.starts_at < end,
            or_(MachineTime.ends_at.is_(None), MachineTime.ends_at > start),
        )  # fmt: skip
        return await self.all(mine.order_by(MachineTime.starts_at), *SHOWN)

    async def following(self, stay: MachineTime) -> MachineTime | None:
        mine = self.mine().where(MachineTime.machine_id == stay.machine_id)
        return await self.perhaps(mine.where(MachineTime.starts_at == stay.ends_at)) if stay.ends_at else None

    async def lock(self, machine: UUID) -> None:
        """One at a time writes the time of a machine."""
        mine = Machine.organization_id == self.uow.organization_id, Machine.id == machine
        await self.session.execute(select(Machine.id).where(*mine).with_for_update())

    async def usual_reasons(self, machine: UUID, since: datetime, limit: int = 3) -> list[tuple[UUID, int]]:
        """What this machine mostly stood for, the most frequent first."""
        times = func.count().label("times")
        rows = await self.session.execute(
            select(MachineTime.reason_id, times)
            .where(
                MachineTime.organization_id == self.uow.organization_id, MachineTime.machine_id == machine,
                MachineTime.reason_id.is_not(None), MachineTime.starts_at > since,
            )
            .group_by(MachineTime.reason_id).order_by(times.desc(), MachineTime.reason_id).limit(limit)
        )  # fmt: skip
        return [(reason, count) for reason, count in rows if reason]


class ExplanationRepository(Repository[StopExplanation]):
    model_type = StopExplanation

    async def of(self, stay: MachineTime) -> list[StopExplanation]:
        """Every reason that was given for any part of it, the newest first."""
        mine = self.mine().where(
            StopExplanation.machine_id == stay.machine_id,
            or_(StopExplanation.ends_at.is_(None), StopExplanation.ends_at > stay.starts_at),
        )
        mine = mine.where(StopExplanation.starts_at < stay.ends_at) if stay.ends_at else mine
        return await self.all(mine.order_by(StopExplanation.id.desc()), joinedload(StopExplanation.reason))
