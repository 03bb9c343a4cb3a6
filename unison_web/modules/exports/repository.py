"""Named questions about files."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, cast, func, update
from sqlalchemy.orm import undefer

from unison_web.kit.db.repository import Repository
from unison_web.modules.exports import rules
from unison_web.modules.exports.models import Export

#: Of the person the transaction was opened for. In SQL, so that a list can be declared with it.
OWN: ColumnElement[bool] = Export.requested_by == cast(
    func.nullif(func.current_setting("app.current_user_id", True), ""), Uuid
)


class ExportRepository(Repository[Export]):
    model_type = Export

    async def own(self, export_id: UUID) -> Export:
        return await self.one(self.mine().where(Export.id == export_id, OWN))

    async def own_with_content(self, export_id: UUID) -> Export:
        return await self.one(self.mine().where(Export.id == export_id, OWN), undefer(Export.content))

    async def same_unfinished(self, noun: str, query: str) -> Export | None:
        """What this person is already waiting for: a second touch of the link makes no second file."""
        waiting = Export.state.in_(rules.UNFINISHED), Export.format == "xlsx"
        statement = self.mine().where(OWN, Export.noun == noun, Export.query == query, *waiting)
        return await self.perhaps(statement.order_by(Export.id.desc()).limit(1))

    async def never_ended(self, before: datetime) -> list[Export]:
        """Sent directly by a server that is no more."""
        return await self.all(
            self.mine().where(Export.format == "csv", Export.state == "running", Export.created_at < before)
        )

    async def advance(self, export_id: UUID, rows: int) -> bool:
        """So many rows are written; False where nobody wants them any more. No fact for the trail."""
        statement = (
            update(Export)
            .where(Export.organization_id == self.uow.organization_id, Export.id == export_id)
            .where(Export.state == "running")
            .values(rows_done=rows)
            .returning(Export.id)
            .execution_options(synchronize_session=False)
        )
        return (await self.session.execute(statement)).scalar_one_or_none() is not None

    async def keep(self, export_id: UUID, content: bytes | None) -> None:
        """The file itself, beside the trail."""
        await self.session.execute(
            update(Export)
            .where(Export.organization_id == self.uow.organization_id, Export.id == export_id)
            .values(content=content, size=None if content is None else len(content))
            .execution_options(synchronize_session=False)
        )

    async def forget(self, before: datetime) -> None:
        """Files that were finished before; who took what stays."""
        await self.session.execute(
            update(Export)
            .where(Export.organization_id == self.uow.organization_id, Export.size.is_not(None))
            .where(Export.finished_at < before)
            .values(content=None, size=None)
            .execution_options(synchronize_session=False)
        )
