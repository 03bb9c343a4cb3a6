"""Named questions about runs."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, cast, func
from sqlalchemy.orm import undefer

from unison_web.kit.db.repository import Repository
from unison_web.kit.web.bulk_runs import BulkRun

#: Of the person the transaction was opened for.
OWN: ColumnElement[bool] = BulkRun.requested_by == cast(
    func.nullif(func.current_setting("app.current_user_id", True), ""), Uuid
)


class RunRepository(Repository[BulkRun]):
    model_type = BulkRun

    async def own(self, run_id: UUID) -> BulkRun:
        return await self.one(self.mine().where(BulkRun.id == run_id, OWN))

    async def locked(self, run_id: UUID) -> BulkRun:
        """With the rows it is for; whoever would call it off waits for the rows that are under way."""
        return await self.one(self.mine().where(BulkRun.id == run_id).with_for_update(), undefer(BulkRun.rows))
