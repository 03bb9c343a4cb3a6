"""The one door to the data: a transaction that already knows its company.

The context is set by ``SET LOCAL``, so PostgreSQL forgets it at COMMIT or ROLLBACK, also behind a pooler. Text is
built from validated UUIDs only. A cancelled task never returns its connection to the pool: it may have been
interrupted between two protocol messages, and the next borrower would inherit the other company's context.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession
from sqlalchemy.orm import Session

WEB_LIMITS = {"statement_timeout": "5s", "lock_timeout": "1s", "idle_in_transaction_session_timeout": "10s"}
JOB_LIMITS = {"statement_timeout": "10min", "lock_timeout": "5s", "idle_in_transaction_session_timeout": "10min"}


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
        await set_context(connection, organization, plant, user, limits)
        session = AsyncSession(connection, expire_on_commit=False, autoflush=False, sync_session_class=TenantSession)
        try:
            yield session
            await session.flush()
            await connection.commit()
        finally:
            session.sync_session.expunge_all()


@asynccontextmanager
async def open_connection(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A connection whose transaction is rolled back on error and thrown away on cancellation."""
    connection = await engine.connect()
    try:
        yield connection
    except (asyncio.CancelledError, GeneratorExit):
        await asyncio.shield(connection.invalidate())
        raise
    except BaseException:
        await connection.rollback()
        raise
    finally:
        await asyncio.shield(connection.close())


async def set_context(
    connection: AsyncConnection, organization: UUID, plant: UUID | None, user: UUID | None, limits: dict[str, str]
) -> None:
    """``SET LOCAL`` of who and where, and the time limits, in one message after the transaction began."""
    settings = {
        "app.current_organization_id": str(UUID(str(organization))),
        "app.current_plant_id": str(UUID(str(plant))) if plant else "",
        "app.current_user_id": str(UUID(str(user))) if user else "",
        **limits,
    }
    # The first statement goes through SQLAlchemy so that it opens the transaction; it is constant and stays prepared.
    await connection.exec_driver_sql("SET LOCAL search_path TO public")
    raw = await connection.get_raw_connection()
    assert raw.driver_connection is not None
    await raw.driver_connection.execute("; ".join(f"SET LOCAL {name} = '{value}'" for name, value in settings.items()))
