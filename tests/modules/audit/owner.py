"""Somebody with the role that owns the tables, who rewrites history and puts it back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from unison_web.kit.db.engine import connect
from unison_web.settings import Settings

TABLES = ("audit_log", "audit_seals", "audit_sealed_entries")
INSERT = """insert into audit_log (organization_id, id, created_at, actor_name, action, entity, entity_id, label)
values (:o, :id, :at, 'Nobody', 'update', 'units', gen_random_uuid(), 'Put in between')"""


@dataclass
class Owner:
    engine: AsyncEngine
    organization: UUID

    @classmethod
    @asynccontextmanager
    async def of(cls, settings: Settings, organization: UUID) -> AsyncIterator[Owner]:
        engine = connect(settings.database_owner_url, pool_size=1, overflow=0)
        try:
            yield cls(engine, organization)
        finally:
            await engine.dispose()

    async def run(self, *statements: str, **values: Any) -> None:
        """Row-level security is forced on the owner, too: it takes it off first, as only an owner can."""
        async with self.engine.begin() as connection:
            for table in TABLES:
                await connection.execute(text(f"alter table {table} no force row level security"))
            for statement in statements:
                await connection.execute(text(statement), values)
            for table in TABLES:
                await connection.execute(text(f"alter table {table} force row level security"))

    async def entry(self, label: str) -> UUID:
        async with self.engine.begin() as connection:
            await connection.execute(text("alter table audit_log no force row level security"))
            found: UUID = await connection.scalar(text("select id from audit_log where label = :l"), {"l": label})
            await connection.execute(text("alter table audit_log force row level security"))
        assert found
        return found

    @asynccontextmanager
    async def meddling(self, statement: str, **values: Any) -> AsyncIterator[None]:
        """``:o`` is the company, as far as the statement does not say whose rows it means."""
        await self.run(*(f"create table kept_{table} as table {table}" for table in TABLES))
        await self.run(statement, **values)
        try:
            yield
        finally:
            back = [f"delete from {table}" for table in reversed(TABLES)]
            await self.run(*back, *(f"insert into {table} table kept_{table}" for table in TABLES))
            await self.run(*(f"drop table kept_{table}" for table in TABLES))

    async def insert(self, organization: UUID, entry_id: UUID, at: datetime) -> None:
        await self.run(INSERT, o=organization, id=entry_id, at=at)

    @asynccontextmanager
    async def inserted(self, organization: UUID, entry_id: UUID, at: datetime) -> AsyncIterator[None]:
        await self.insert(organization, entry_id, at)
        try:
            yield
        finally:
            await self.run("delete from audit_log where id = :id", id=entry_id)
