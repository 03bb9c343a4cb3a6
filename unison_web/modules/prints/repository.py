"""Named questions about prints."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import joinedload, undefer

from unison_web.kit.db.repository import Repository
from unison_web.modules.prints.models import Print


class PrintRepository(Repository[Print]):
    model_type = Print

    async def shown(self, print_id: UUID) -> Print:
        return await self.by_id(print_id, joinedload(Print.order))

    async def with_document(self, print_id: UUID) -> Print:
        return await self.by_id(print_id, undefer(Print.document))
