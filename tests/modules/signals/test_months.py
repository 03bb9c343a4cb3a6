"""Months of telemetry are there before they begin and go when they are old; nobody reaches one past its parent."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from unison_web.commands.checks import months_are_ahead
from unison_web.modules.signals.jobs import keep_months
from unison_web.settings import Settings

PARTITIONS = """select c.relname, c.relrowsecurity and c.relforcerowsecurity,
    has_table_privilege('unison_app', c.oid, 'SELECT')
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent in ('telemetry'::regclass, 'telemetry_minutes'::regclass) order by 1"""


@pytest.fixture
def owner(settings: Settings) -> Any:
    with psycopg.connect(settings.database_owner_url.replace("+asyncpg", ""), autocommit=True) as connection:
        yield connection


def test_every_month_has_row_level_security_and_nobody_may_read_it_directly(owner: Any) -> None:
    found = owner.execute(PARTITIONS).fetchall()
    assert len(found) >= 2 * 8
    assert {(forced, readable) for _name, forced, readable in found} == {(True, False)}


async def test_the_application_does_not_get_past_the_parent(engine: AsyncEngine, owner: Any) -> None:
    name = owner.execute(PARTITIONS).fetchall()[0][0]
    async with engine.connect() as connection:
        with pytest.raises(DBAPIError, match="permission denied"):
            await connection.execute(text("select 1 from " + name))
    async with engine.connect() as connection:
        with pytest.raises(DBAPIError, match="must be owner|permission denied"):
            await connection.execute(text("drop table " + name))


async def test_the_night_makes_what_is_missing_and_drops_what_is_old(
    engine: AsyncEngine, settings: Settings, owner: Any
) -> None:
    newest = owner.execute("select 'telemetry' || to_char(now() + interval '3 months', '_YYYY_MM')").fetchone()[0]
    owner.execute(f"drop table if exists {newest}")
    for old in ("telemetry", "telemetry_minutes"):
        owner.execute(f"create table {old}_2019_05 partition of {old} for values from ('2019-05-01') to ('2019-06-01')")
    await keep_months({"engine": engine, "settings": settings})
    names = {name for name, _forced, _readable in owner.execute(PARTITIONS).fetchall()}
    assert newest in names
    assert not {name for name in names if "2019" in name}
    before = len(names)
    await keep_months({"engine": engine, "settings": settings})
    assert len(owner.execute(PARTITIONS).fetchall()) == before
    assert [finding.level for finding in months_are_ahead(settings)] == ["ok"]
