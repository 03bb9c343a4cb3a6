"""Named questions about the production log."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import aliased, joinedload

from unison_web.kit.db.repository import Repository
from unison_web.modules.production.models import CheckResult, LogEntry, Reason

SHOWN = (
    joinedload(LogEntry.order),
    joinedload(LogEntry.operation),
    joinedload(LogEntry.operator),
    joinedload(LogEntry.machine),
    joinedload(LogEntry.reason),
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

    async def reversed_among(self, entries: list[UUID]) -> set[UUID]:
        """Which of these entries were taken back."""
        reversal = aliased(LogEntry)
        statement = select(reversal.reverses_id).where(
            reversal.organization_id == self.uow.organization_id, reversal.reverses_id.in_(entries)
        )
        return {found for found in (await self.session.scalars(statement)) if found}


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
