"""Named questions about prints."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import joinedload, undefer

from unison_web.kit.db.repository import Repository
from unison_web.modules.prints.models import Print


class PrintRepository(Repository[Print]):
    model_type = Print

    async def shown(self, print_id: UUID) -> Print:
        return await self.by_id(print_id, joinedload(Print.order), joinedload(Print.asker))

    async def of_order(self, order_id: UUID, most: int = 100) -> list[Print]:
        """Newest first; the documents themselves stay where they are."""
        statement = self.mine().where(Print.work_order_id == order_id).order_by(Print.id.desc()).limit(most)
        return await self.all(statement, joinedload(Print.order), joinedload(Print.asker))

    async def with_document(self, print_id: UUID) -> Print:
        return await self.by_id(print_id, undefer(Print.document))
