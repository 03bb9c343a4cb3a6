"""The migrations make exactly what the models say, and can be taken back and made again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.contracts.findings import nothing
from unison_web.commands.checks import audit
from unison_web.kit.db import roles
from unison_web.kit.db.base import Model
from unison_web.kit.db.engine import connect
from unison_web.kit.db.server_file import DATABASE, ServerFile
from unison_web.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
MONTH = re.compile(r"telemetry(_minutes)?_\d{4}_\d{2}")
SCRATCH = "contracts_migrations"
#: Everything a migration makes, in words that do not depend on when it was made.
SHAPE = {
    "columns": """select table_name, column_name, data_type, is_nullable, column_default, numeric_precision,
        numeric_scale from information_schema.columns where table_schema = 'public'""",
    "constraints": """select conrelid::regclass::text, conname, pg_get_constraintdef(oid) from pg_constraint
        where connamespace = 'public'::regnamespace""",
    "indexes": "select tablename, indexname, indexdef from pg_indexes where schemaname = 'public'",
    "policies": "select tablename, policyname, permissive, roles, cmd, qual, with_check from pg_policies",
    "grants": """select grantee, table_name, privilege_type from information_schema.role_table_grants
        where table_schema = 'public'""",
    "functions": """select p.oid::regprocedure::text, prosecdef, proowner::regrole::text, prosrc, proconfig,
        proacl::text from pg_proc p where pronamespace = 'public'::regnamespace
        and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')""",
    "forced": """select relname, relrowsecurity, relforcerowsecurity from pg_class
        where relnamespace = 'public'::regnamespace""",
    "comments": """select objoid::regclass::text, description from pg_description
        where classoid = 'pg_class'::regclass and objsubid = 0""",
}


def config(url: str) -> Config:
    found = Config(ROOT / "alembic.ini")
    found.set_main_option("script_location", str(ROOT / "migrations"))
    found.attributes["url"] = url
    return found


@pytest.fixture(scope="module")
def scratch(settings: Settings) -> Iterator[str]:
    """An empty database beside the one of the tests; the owner's address of it."""
    if not (settings.data_dir / "postgres.json").is_file():
        pytest.skip("only on the embedded server, where databases may be made")
    admin = ServerFile(settings.data_dir).read().url("admin", "postgres")
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(roles.create_database(SCRATCH))
        with psycopg.connect(admin.rsplit("/", 1)[0] + f"/{SCRATCH}", autocommit=True) as inside:
            for statement in roles.database_statements(SCRATCH):
                inside.execute(statement)
        yield settings.database_owner_url.removesuffix(DATABASE) + SCRATCH
        connection.execute(f"drop database {SCRATCH} with (force)")


def shape(url: str) -> dict[str, list[Any]]:
    with psycopg.connect(url) as connection:
        return {name: sorted(map(repr, connection.execute(query).fetchall())) for name, query in SHAPE.items()}


def test_there_is_one_line_of_migrations() -> None:
    assert len(ScriptDirectory.from_config(config("")).get_heads()) == 1


async def test_the_models_and_the_database_say_the_same(settings: Settings, engine: AsyncEngine) -> None:
    owner = connect(settings.database_owner_url, pool_size=1, overflow=0)
    try:
        async with owner.connect() as connection:
            found = await connection.run_sync(differences)
    finally:
        await owner.dispose()
    nothing(found)


def differences(connection: Connection) -> list[str]:
    options: Any = {"compare_type": True, "compare_server_default": False}
    context = MigrationContext.configure(connection, opts=options)
    found = [difference for difference in compare_metadata(context, Model.metadata) if not by_the_generator(difference)]
    return [str(difference)[:300] for difference in found]


def by_the_generator(difference: Any) -> bool:
    """Models say what a row is. Indexes, comments, the key to the company itself and the months of a series are the
    migrations' business."""
    if not isinstance(difference, tuple):
        return False
    if difference[0] == "remove_table":
        return bool(MONTH.fullmatch(difference[1].name))
    if difference[0] == "remove_fk":
        return [column.name for column in difference[1].columns] == ["organization_id"]
    return difference[0] in ("remove_index", "remove_table_comment")


def test_up_down_and_up_again_is_the_same(scratch: str) -> None:
    """And what they make passes the isolation audit."""
    command.upgrade(config(scratch), "head")
    first = shape(scratch)
    assert first["columns"]
    assert [line for line in audit(scratch) if line[0] == "ERROR"] == []
    command.downgrade(config(scratch), "base")
    assert [row for row in shape(scratch)["columns"] if "alembic_version" not in row] == []
    assert shape(scratch)["functions"] == []
    command.upgrade(config(scratch), "head")
    again = shape(scratch)
    nothing(f"{name}: {line}" for name in first for line in sorted({*first[name]} ^ {*again[name]}))


def test_each_migration_can_be_taken_back_alone(scratch: str) -> None:
    command.upgrade(config(scratch), "head")
    before = shape(scratch)
    steps = len(list(ScriptDirectory.from_config(config("")).walk_revisions()))
    for _step in range(steps):
        command.downgrade(config(scratch), "-1")
    command.upgrade(config(scratch), "head")
    assert shape(scratch) == before


async def test_every_new_company_starts_without_rows_of_others(engine: AsyncEngine) -> None:
    """A company nobody founded sees nothing at all."""
    async with engine.connect() as connection:
        await connection.execute(text("set local app.current_organization_id = '00000000-0000-7000-8000-000000000000'"))
        assert await connection.scalar(text("select count(*) from organizations")) == 0
        await connection.rollback()
