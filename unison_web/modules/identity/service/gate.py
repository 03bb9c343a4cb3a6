"""Questions asked before a company is known. Each is one reviewed function of the database that returns ids and
hashes."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from unison_web.kit.db.transaction import open_connection


@dataclass(frozen=True, slots=True)
class Account:
    organization_id: UUID
    user_id: UUID
    password_hash: str | None


async def accounts(engine: AsyncEngine, identifier: str) -> list[Account]:
    """Active accounts with this e-mail or user name, in any organization."""
    statement = text("select organization_id, user_id, password_hash from gate_account(:it)")
    async with open_connection(engine) as connection:
        rows = await connection.execute(statement, {"it": identifier.strip().lower()})
        return [Account(*row) for row in rows]


async def session(engine: AsyncEngine, token_hash: str) -> tuple[UUID, UUID] | None:
    return await _pair(engine, "select organization_id, session_id from gate_session(:it)", token_hash)


async def refresh_token(engine: AsyncEngine, token_hash: str) -> tuple[UUID, UUID] | None:
    return await _pair(engine, "select organization_id, token_id from gate_refresh(:it)", token_hash)


async def device(engine: AsyncEngine, key_hash: str) -> tuple[UUID, UUID] | None:
    return await _pair(engine, "select organization_id, device_id from gate_device(:it)", key_hash)


async def enrolment(engine: AsyncEngine, code_hash: str) -> tuple[UUID, UUID] | None:
    return await _pair(engine, "select organization_id, device_id from gate_enrolment(:it)", code_hash)


async def invitation(engine: AsyncEngine, token_hash: str) -> tuple[UUID, UUID] | None:
    return await _pair(engine, "select organization_id, invitation_id from gate_invitation(:it)", token_hash)


async def password_link(engine: AsyncEngine, token_hash: str) -> tuple[UUID, UUID] | None:
    return await _pair(engine, "select organization_id, link_id from gate_password_link(:it)", token_hash)


async def organizations(engine: AsyncEngine) -> list[UUID]:
    """Every active organization: for scheduled jobs, which then open one tenant transaction each."""
    async with open_connection(engine) as connection:
        return list((await connection.execute(text("select organization_id from gate_organizations()"))).scalars())


async def _pair(engine: AsyncEngine, statement: str, value: str) -> tuple[UUID, UUID] | None:
    async with open_connection(engine) as connection:
        row = (await connection.execute(text(statement), {"it": value})).one_or_none()
    return (row[0], row[1]) if row else None
