"""Named questions about the production log."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import aliased, joinedload

from unison_web.kit.db.repository import Repository
from unison_web.modules.materials.models import Material
from unison_web.modules.production.models import CheckResult, CounterReading, LabourTime, LogEntry, Pallet, Reason
from unison_web.modules.production.rules import COUNTED
from unison_web.modules.work_orders.models import WorkOrder

SHOWN = (
    joinedload(LogEntry.order),
    joinedload(LogEntry.operation),
    joinedload(LogEntry.operator),
    joinedload(LogEntry.machine),
    joinedload(LogEntry.reason),
    joinedload(LogEntry.entered_by),
    joinedload(LogEntry.component),
    joinedload(LogEntry.file),
)


class LogRepository(Repository[LogEntry]):
    model_type = LogEntry

    async def latest(
        self, *, order: UUID | None = None, operation: UUID | None = None, limit: int = 20
    ) -> list[LogEntry]:
        """Newest first; the order within one instant is the order of writing."""
        statement = self.mine().order_by(LogEntry.id.desc()).limit(limit)
        if order:
            statement = statement.where(LogEntry.work_order_id == order)
        if operation:
            statement = statement.where(LogEntry.operation_id == operation)
        return await self.all(statement, *SHOWN)

    async def shown(self, entry_id: UUID) -> LogEntry:
        """With everything that is said about it."""
        return await self.by_id(entry_id, *SHOWN)

    async def of_correction(self, correction: UUID) -> list[LogEntry]:
        """The reversal and what was said instead."""
        return await self.all(self.mine().where(LogEntry.correction_id == correction).order_by(LogEntry.id), *SHOWN)

    async def corrected_by(self, entry: UUID) -> UUID | None:
        """The correction that took the entry back; None where there is none or where it was undone at once."""
        statement = select(LogEntry.correction_id).where(
            LogEntry.organization_id == self.uow.organization_id, LogEntry.reverses_id == entry
        )
        found: UUID | None = await self.session.scalar(statement)
        return found

    async def totals(self, order: UUID) -> list[tuple[UUID, str, Decimal, Decimal]]:
        """For each operation and kind: as people reported it, and as it is corrected."""
        as_reported = func.coalesce(func.sum(LogEntry.quantity).filter(LogEntry.correction_id.is_(None)), 0)
        statement = select(
            LogEntry.operation_id, LogEntry.kind, as_reported, func.sum(LogEntry.quantity)
        ).where(
            LogEntry.organization_id == self.uow.organization_id, LogEntry.work_order_id == order,
            LogEntry.kind.in_(COUNTED),
        )  # fmt: skip
        found = await self.session.execute(statement.group_by(LogEntry.operation_id, LogEntry.kind))
        return [(operation, kind, reported, corrected) for operation, kind, reported, corrected in found]

    async def reversed_among(self, entries: list[UUID]) -> set[UUID]:
        """Which of these entries were taken back."""
        reversal = aliased(LogEntry)
        statement = select(reversal.reverses_id).where(
            reversal.organization_id == self.uow.organization_id, reversal.reverses_id.in_(entries)
        )
        return {found for found in (await self.session.scalars(statement)) if found}


class CounterRepository(Repository[CounterReading]):
    model_type = CounterReading

    async def last(self, machine: UUID) -> CounterReading | None:
        """What the machine's counter showed when it was read last, whichever operation ran."""
        newest = self.mine().where(CounterReading.machine_id == machine).order_by(CounterReading.id.desc()).limit(1)
        return await self.perhaps(newest)


class LabourRepository(Repository[LabourTime]):
    model_type = LabourTime

    async def open_of(self, operation: UUID, person: UUID | None = None) -> list[LabourTime]:
        """Who is on the job now."""
        statement = self.mine().where(LabourTime.operation_id == operation, LabourTime.ended_at.is_(None))
        if person:
            statement = statement.where(LabourTime.person_id == person)
        return await self.all(statement.order_by(LabourTime.id), joinedload(LabourTime.person))

    async def shown(self, time_id: UUID) -> LabourTime:
        named = (joinedload(LabourTime.person), joinedload(LabourTime.operation), joinedload(LabourTime.order))
        return await self.by_id(time_id, *named)

    async def of_order(self, order: UUID) -> list[LabourTime]:
        mine = self.mine().where(LabourTime.work_order_id == order).order_by(LabourTime.started_at)
        return await self.all(mine, joinedload(LabourTime.person), joinedload(LabourTime.operation))

    async def beside(self, people: Collection[UUID], start: datetime, end: datetime) -> list[LabourTime]:
        """Everything these people did in that time, at whatever job."""
        statement = self.mine().where(
            LabourTime.person_id.in_(people),
            LabourTime.started_at < end,
            LabourTime.ended_at.is_(None) | (LabourTime.ended_at > start),
        )
        return await self.all(statement, joinedload(LabourTime.operation))


class CheckRepository(Repository[CheckResult]):
    model_type = CheckResult

    async def newest(self, operation: UUID) -> dict[UUID, CheckResult]:
        """By the check they answer."""
        found = self.mine().where(CheckResult.operation_id == operation).order_by(CheckResult.id)
        return {row.check_id: row for row in await self.all(found, joinedload(CheckResult.operator))}


class ReasonRepository(Repository[Reason]):
    model_type = Reason

    async def active(self, kind: str) -> list[Reason]:
        return await self.all(self.mine().where(Reason.kind == kind, Reason.state == "active").order_by(Reason.name))

    async def every(self, kind: str) -> list[Reason]:
        """The archived ones too: what was reported with them keeps them."""
        return await self.all(self.mine().where(Reason.kind == kind).order_by(Reason.name))

    async def by_code(self, kind: str, code: str) -> Reason | None:
        return await self.perhaps(self.mine().where(Reason.kind == kind, Reason.code == code, Reason.state == "active"))


class PalletRepository(Repository[Pallet]):
    model_type = Pallet

    def standing(self) -> Select[Any]:
        """Those whose report was not taken back."""
        again = aliased(LogEntry)
        gone = exists().where(again.organization_id == Pallet.organization_id, again.reverses_id == Pallet.entry_id)
        return self.mine().where(~gone)

    async def numbered(self, number: str) -> Pallet | None:
        order = joinedload(Pallet.order).joinedload(WorkOrder.material).joinedload(Material.unit)
        found = self.standing().where(Pallet.number == number.strip())
        return await self.perhaps(found, order, joinedload(Pallet.lot))

    async def newest(self, orders: Collection[UUID], most: int = 4) -> list[Pallet]:
        found = self.standing().where(Pallet.work_order_id.in_(orders)).order_by(Pallet.id.desc())
        return await self.all(found.limit(most), joinedload(Pallet.order).joinedload(WorkOrder.material))
