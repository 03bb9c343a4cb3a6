"""Named questions about the trail."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from unison_web.kit.db.ledger import AuditEntry
from unison_web.kit.db.repository import Repository


class AuditRepository(Repository[AuditEntry]):
    model_type = AuditEntry

    async def of(self, records: Sequence[UUID], limit: int = 200) -> list[AuditEntry]:
        """What happened to these records, newest first."""
        statement = self.mine().where(AuditEntry.entity_id.in_(records)).order_by(AuditEntry.id.desc()).limit(limit)
        return await self.all(statement)
