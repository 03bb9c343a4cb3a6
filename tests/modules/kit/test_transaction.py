"""The one door to the data: what it commits, what it refuses to, and what it leaves behind."""

from __future__ import annotations

from contextlib import AsyncExitStack

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, InvalidRequestError
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from unison_web.kit.db.engine import connect
from unison_web.kit.db.transaction import driver, open_connection, tenant_tx
from unison_web.kit.web.problems import problem_of
from unison_web.settings import Settings

RENAME = text("update users set name = 'Nobody' where email = 'planner@adventure-works.example'")
NAME = text("select name from users where email = 'planner@adventure-works.example'")


async def test_an_error_that_was_caught_and_forgotten_does_not_pass_for_a_commit(
    engine: AsyncEngine, planner: Person
) -> None:
    with pytest.raises(InvalidRequestError, match="swallowed"):
        async with tenant_tx(engine, planner.organization) as session:
            await session.execute(RENAME)
            with pytest.raises(DBAPIError):
                await session.execute(text("select 1/0"))
    async with tenant_tx(engine, planner.organization) as session:
        assert await session.scalar(NAME) == planner.name


async def test_a_transaction_begins_with_its_context_and_its_limits(engine: AsyncEngine, planner: Person) -> None:
    async with tenant_tx(engine, planner.organization) as session:
        asked = "select current_setting('app.current_organization_id'), current_setting('statement_timeout')"
        assert tuple((await session.execute(text(asked))).one()) == (str(planner.organization), "5s")


async def test_a_connection_that_died_is_not_borrowed_again(settings: Settings, planner: Person) -> None:
    engine = connect(settings.database_url, pool_size=1, overflow=0)
    try:
        with pytest.raises(Exception, match="closed|terminat"):
            async with tenant_tx(engine, planner.organization) as session:
                await session.execute(RENAME)
                connection = await session.connection()
                driver(connection).terminate()
        async with tenant_tx(engine, planner.organization) as session:
            assert await session.scalar(NAME) == planner.name
    finally:
        await engine.dispose()


async def test_after_a_restart_of_the_database_nobody_meets_its_dead_connections(
    settings: Settings, planner: Person
) -> None:
    engine, other = connect(settings.database_url, pool_size=3), connect(settings.database_url, pool_size=1)
    try:
        async with AsyncExitStack() as opened:
            sessions = [await opened.enter_async_context(tenant_tx(engine, planner.organization)) for _one in range(3)]
            pids = [await session.scalar(text("select pg_backend_pid()")) for session in sessions]
        async with other.connect() as connection:
            await connection.execute(
                text("select pg_terminate_backend(pid, 5000) from unnest(cast(:pids as int[])) pid"), {"pids": pids}
            )  # the five seconds: it answers when they are gone
        for _one in range(5):
            async with tenant_tx(engine, planner.organization) as session:
                assert await session.scalar(NAME) == planner.name
    finally:
        await engine.dispose()
        await other.dispose()


async def test_a_server_that_goes_while_it_is_asked_is_away_and_no_bug(settings: Settings, planner: Person) -> None:
    """asyncpg has a word of its own for it."""
    engine = connect(settings.database_url, pool_size=1, overflow=0)
    try:
        with pytest.raises(ConnectionError) as raised:
            async with tenant_tx(engine, planner.organization) as session:
                driver(await session.connection()).terminate()
        assert problem_of(raised.value).status == 503
    finally:
        await engine.dispose()


async def test_outside_of_a_company_nothing_is_seen(engine: AsyncEngine) -> None:
    async with open_connection(engine) as connection:
        assert await connection.scalar(text("select count(*) from users")) == 0
