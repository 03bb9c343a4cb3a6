"""Named questions about keys."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, text, update
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.orm import joinedload

from unison_web.kit.db.repository import Repository
from unison_web.kit.db.transaction import open_connection
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.api_keys.models import ApiKey


class KeyRepository(Repository[ApiKey]):
    model_type = ApiKey

    async def record(self, key_id: UUID) -> ApiKey:
        return await self.by_id(key_id, joinedload(ApiKey.user))

    async def named(self, name: str) -> ApiKey | None:
        return await self.perhaps(self.mine().where(ApiKey.name == name))


async def find(engine: AsyncEngine, digest: str) -> tuple[UUID, UUID] | None:
    """Whose key has this hash, now or before its last rotation: (organization, key)."""
    async with open_connection(engine) as connection:
        statement = text("select organization_id, key_id from gate_api_key(:it)")
        row = (await connection.execute(statement, {"it": digest})).one_or_none()
    return (row[0], row[1]) if row else None


async def note_use(uow: UnitOfWork, key_id: UUID, earlier: datetime) -> None:
    """Remember the use, unless one since ``earlier`` is known. No fact of the trail: the version stays."""
    mine = (ApiKey.organization_id == uow.organization_id, ApiKey.id == key_id)
    stale = or_(ApiKey.last_used_at.is_(None), ApiKey.last_used_at < earlier)
    statement = update(ApiKey).where(*mine, stale).values(last_used_at=uow.now())
    await uow.session.execute(statement.execution_options(synchronize_session=False))
