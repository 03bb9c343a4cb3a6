"""Named questions about files."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from unison_web.kit.db.repository import Repository
from unison_web.kit.web.filters import pattern
from unison_web.modules.files.models import File

OFFERED = 12


class FileRepository(Repository[File]):
    model_type = File

    async def of(self, noun: str, record: UUID) -> list[File]:
        """The newest first."""
        mine = self.mine().where(File.noun == noun, File.record_id == record)
        return await self.all(mine.order_by(File.created_at.desc()))

    async def there(self, files: list[UUID]) -> set[UUID]:
        """Which of these nobody has taken away."""
        found = await self.session.scalars(
            select(File.id).where(File.organization_id == self.uow.organization_id, File.id.in_(files))
        )
        return set(found)

    async def offered(self, q: str) -> list[File]:
        named = self.mine().where(File.name.ilike(pattern(q)))
        return await self.all(named.order_by(File.created_at.desc()).limit(OFFERED))
