"""The one door to the data: a transaction that already knows its company.

The context is set by ``SET LOCAL``, so PostgreSQL forgets it at COMMIT or ROLLBACK, also behind a pooler. Text is
built from validated UUIDs only. A cancelled task never returns its connection to the pool: it may have been
interrupted between two protocol messages, and the next borrower would inherit the other company's context.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import lru_cache
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession
from sqlalchemy.orm import Session

WEB_LIMITS = {"statement_timeout": "5s", "lock_timeout": "1s", "idle_in_transaction_session_timeout": "10s"}
JOB_LIMITS = {"statement_timeout": "10min", "lock_timeout": "5s", "idle_in_transaction_session_timeout": "10min"}
#: For very many rows: words reach the search index in large pieces instead of a few thousand at a time.
LOAD_LIMITS = {**JOB_LIMITS, "work_mem": "64MB", "gin_pending_list_limit": "64MB"}


class TenantSession(Session):
    """The synchronous core of every session that may touch a company's rows."""


@asynccontextmanager
async def tenant_tx(
    engine: AsyncEngine,
    organization: UUID,
    plant: UUID | None = None,
    user: UUID | None = None,
    limits: dict[str, str] = WEB_LIMITS,
) -> AsyncIterator[AsyncSession]:
    """Open a transaction as ``organization``; commit at the end of the block, roll back on any exception."""
    async with open_connection(engine) as connection:
        await begin(connection, organization, plant, user, limits)
        session = session_on(connection)
        try:
            yield session
            await flush(session)
            await _commit(connection)
        finally:
            session.sync_session.expunge_all()


async def flush(session: AsyncSession) -> None:
    """``session.flush()`` where there is something to write: most requests only read."""
    if session.new or session.dirty or session.deleted:
        await session.flush()


def session_on(connection: AsyncConnection) -> AsyncSession:
    """A session inside a transaction that is already open."""
    return AsyncSession(connection, expire_on_commit=False, autoflush=False, sync_session_class=TenantSession)


@asynccontextmanager
async def open_connection(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A connection that commits each statement by itself until :func:`begin`. A transaction that is still open at the
    end is rolled back; on cancellation the connection is thrown away."""
    connection = await _borrowed(_without_begin(engine))
    try:
        yield connection
        await _roll_back(connection)
    except (asyncio.CancelledError, GeneratorExit):
        await asyncio.shield(connection.invalidate())
        raise
    except BaseException:
        await _roll_back(connection)
        raise
    finally:
        await asyncio.shield(connection.close())


async def _borrowed(engine: AsyncEngine) -> AsyncConnection:
    """From the pool. One whose server said goodbye meanwhile is known to be closed, without asking: it is thrown away,
    and after a restart of the database nobody meets an error for each connection that was open."""
    while True:
        connection = await engine.connect()
        if not driver(connection).is_closed():
            return connection
        await connection.invalidate()
        await connection.close()


@lru_cache(maxsize=16)
def _without_begin(engine: AsyncEngine) -> AsyncEngine:
    """The same pool, where SQLAlchemy sends no BEGIN of its own: ours carries the context in the same message."""
    return engine.execution_options(isolation_level="AUTOCOMMIT")


async def _commit(connection: AsyncConnection) -> None:
    """PostgreSQL answers ``ROLLBACK`` to the COMMIT of a transaction in which an error was caught and forgotten."""
    if await _say(connection, "COMMIT") != "COMMIT":
        raise InvalidRequestError("nothing was committed: an error in this transaction was swallowed")


async def _roll_back(connection: AsyncConnection) -> None:
    """Nothing to do after COMMIT. A connection that cannot be rolled back must not be borrowed again."""
    if connection.invalidated:
        return
    try:
        if driver(connection).is_closed():
            await connection.invalidate()
        elif driver(connection).is_in_transaction():
            await driver(connection).execute("ROLLBACK")
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
        await connection.invalidate()


def driver(connection: AsyncConnection) -> Any:
    """asyncpg's own connection."""
    assert connection.sync_connection is not None
    return connection.sync_connection.connection.driver_connection


async def begin(
    connection: AsyncConnection, organization: UUID, plant: UUID | None, user: UUID | None, limits: dict[str, str]
) -> None:
    """``BEGIN`` and ``SET LOCAL`` of who, where and the time limits, in one message."""
    settings = {
        "search_path": "public",
        "app.current_organization_id": str(UUID(str(organization))),
        "app.current_plant_id": str(UUID(str(plant))) if plant else "",
        "app.current_user_id": str(UUID(str(user))) if user else "",
        **limits,
    }
    await _say(connection, "BEGIN; " + "; ".join(f"SET LOCAL {k} = '{v}'" for k, v in settings.items()))


async def _say(connection: AsyncConnection, statement: str) -> str:
    """To the driver itself, which has a word of its own for a connection whose server is gone."""
    try:
        return str(await driver(connection).execute(statement))
    except asyncpg.InterfaceError as error:
        if driver(connection).is_closed():
            raise ConnectionResetError(str(error)) from error
        raise
