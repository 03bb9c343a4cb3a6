"""Every table, as the application, from the other company and from none: nothing is seen, changed, removed or added.

The rows are generated from the catalogue, so a new table is tried without anybody thinking of it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from tests.cast import Person
from tests.contracts.findings import nothing
from tests.contracts.tables import Catalogue, tenant_tables
from unison_web.modules import manifests

NOT_ALLOWED = "42501"
TAKEN = "23505"
UNCLASSIFIED = """
select c.relname, coalesce(obj_description(c.oid), '') from pg_class c
where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
"""


@dataclass
class Rows:
    """A generated row of each tenant table, written in one open transaction of ``ours``."""

    connection: AsyncConnection
    ours: UUID
    theirs: UUID
    statements: dict[str, tuple[str, dict[str, Any]]]
    ids: dict[str, UUID]
    catalogue: Catalogue

    def named(self, table: str) -> str:
        return f'"{self.catalogue.key(table)}" = :id'

    async def act_in(self, organization: UUID | None) -> None:
        for name in ("organization_id", "plant_id", "user_id"):
            value = str(organization or "") if name == "organization_id" else ""
            await self.connection.execute(text(f"set local app.current_{name} = '{value}'"))

    async def tried(self, statement: str, **values: Any) -> int | str:
        """Rows seen or changed, or the SQLSTATE of the refusal. Leaves no trace."""
        async with self.connection.begin_nested() as attempt:
            try:
                result = await self.connection.execute(text(statement), values)
                found: int | str = len(result.all()) if result.returns_rows else result.rowcount
            except DBAPIError as error:
                found = str(error.orig.sqlstate)  # type: ignore[union-attr]
            await attempt.rollback()
        return found


@pytest.fixture
async def rows(engine: AsyncEngine, planner: Person, stranger: Person) -> AsyncIterator[Rows]:
    async with generated(engine, planner.organization, stranger.organization) as found:
        yield found


async def only_one(connection: AsyncConnection, table: str, ours: UUID, error: DBAPIError) -> UUID | None:
    """The row that is there already, of a table that has one for a company."""
    if error.orig.sqlstate != TAKEN:  # type: ignore[union-attr]
        return None
    found = text(f'select id from "{table}" where organization_id = :ours limit 1')
    return (await connection.execute(found, {"ours": ours})).scalar_one_or_none()


@asynccontextmanager
async def generated(engine: AsyncEngine, ours: UUID, theirs: UUID) -> AsyncIterator[Rows]:
    async with engine.connect() as connection:
        assert await connection.scalar(text("select current_user")) == "unison_app"
        catalogue = await Catalogue.read(connection)
        found = Rows(connection, ours, theirs, {}, {"organizations": ours}, catalogue)
        await found.act_in(ours)
        for table in catalogue.in_order(await tenant_tables(connection)):
            statement, values = found.statements[table] = catalogue.statement(table, ours, found.ids)
            try:
                async with connection.begin_nested():
                    await connection.execute(text(statement), values)
            except DBAPIError as error:
                if known := await only_one(connection, table, ours, error):
                    found.ids[table] = known
                    continue
                raise AssertionError(f"{table}: no row could be generated: {error.orig}") from error
        yield found
        await connection.rollback()


async def test_every_table_is_classified(engine: AsyncEngine, rows: Rows) -> None:
    """Of a company, or marked @global, or the migrations' own."""
    known = {*rows.statements, "organizations", "alembic_version"}
    async with engine.connect() as connection:
        found = (await connection.execute(text(UNCLASSIFIED))).all()
    nothing(
        f"{name} is no company's and not @global" for name, said in found if name not in known and "@global" not in said
    )


async def test_the_own_company_sees_its_rows(rows: Rows) -> None:
    """Otherwise the rest of this file would prove nothing."""
    found = {
        table: await rows.tried(f'select 1 from "{table}" where {rows.named(table)}', id=rows.ids[table])
        for table in rows.statements
    }
    nothing(f"{table}: {seen}" for table, seen in found.items() if seen != 1)


@pytest.mark.parametrize("where", ["the other company", "no company"])
async def test_nothing_is_seen_from(rows: Rows, where: str) -> None:
    await rows.act_in(rows.theirs if where == "the other company" else None)
    wrong = []
    for table in rows.statements:
        seen = await rows.tried(f'select 1 from "{table}" where organization_id = :o', o=rows.ours)
        all_seen = 0 if where == "the other company" else await rows.tried(f'select 1 from "{table}"')
        wrong += [f"{table}: {seen}, {all_seen}"] if (seen, all_seen) != (0, 0) else []
    nothing(wrong)


@pytest.mark.parametrize("where", ["the other company", "no company"])
async def test_nothing_is_changed_or_removed_from(rows: Rows, where: str) -> None:
    """0 rows; or refused at once where a table is a ledger and nobody changes it."""
    await rows.act_in(rows.theirs if where == "the other company" else None)
    wrong = []
    for table in rows.statements:
        for statement in (
            f'update "{table}" set organization_id = organization_id where {rows.named(table)}',
            f'delete from "{table}" where {rows.named(table)}',
        ):
            done = await rows.tried(statement, id=rows.ids[table])
            wrong += [f"{statement}: {done}"] if done not in (0, NOT_ALLOWED) else []
    nothing(wrong)


@pytest.mark.parametrize("where", ["the other company", "no company"])
async def test_nothing_is_added_from(rows: Rows, where: str) -> None:
    await rows.act_in(rows.theirs if where == "the other company" else None)
    wrong = []
    for table, (statement, values) in rows.statements.items():
        done = await rows.tried(statement, **{**values, "id": uuid4()})
        wrong += [f"{table}: {done}"] if done != NOT_ALLOWED else []
    nothing(wrong)


async def test_a_row_cannot_be_given_away(rows: Rows) -> None:
    """Not even the owner moves a row into another company."""
    wrong = []
    for table in rows.statements:
        done = await rows.tried(
            f'update "{table}" set organization_id = :o where {rows.named(table)}', o=rows.theirs, id=rows.ids[table]
        )
        wrong += [f"{table}: {done}"] if done != NOT_ALLOWED else []
    nothing(wrong)


async def test_a_row_cannot_refer_to_another_companys(rows: Rows) -> None:
    """The keys carry the company: what passes row-level security still fails at the foreign key."""
    catalogue = await Catalogue.read(rows.connection)
    await rows.act_in(rows.theirs)
    wrong = []
    for table, targets in catalogue.references.items():
        if table not in rows.statements:
            continue
        statement, values = rows.statements[table]
        needed = {name for name, _kind, must in catalogue.columns[table] if must}
        if not any(column in needed and target in rows.statements for column, target in targets.items()):
            continue
        done = await rows.tried(statement, **{**values, "id": uuid4(), "organization": rows.theirs})
        wrong += [f"{table}: {done}"] if done != "23503" else []
    nothing(wrong)


async def test_history_cannot_be_rewritten(rows: Rows) -> None:
    """Ledgers are append-only for their own company too."""
    ledgers = {"audit_log", "audit_seals", "audit_sealed_entries", "production_log", "events"}
    wrong = []
    for table in sorted(ledgers & set(rows.statements)):
        for statement in (f"update {table} set created_at = now()", f"delete from {table}", f"truncate {table}"):
            done = await rows.tried(statement)
            wrong += [f"{statement}: {done}"] if done != NOT_ALLOWED else []
    nothing(wrong)


async def test_a_plants_rows_are_not_seen_from_another_plant(rows: Rows) -> None:
    """Where a table has a plant and the restrictive policy, an actor of another plant sees nothing of it."""
    policies = "select tablename from pg_policies where policyname = 'plant_scope'"
    scoped = set(await rows.connection.scalars(text(policies)))
    await rows.connection.execute(text(f"set local app.current_plant_id = '{uuid4()}'"))
    seen = {}
    for table in sorted(scoped):
        seen[table] = await rows.tried(
            f'select 1 from "{table}" where {rows.named(table)} and plant_id is not null', id=rows.ids[table]
        )
    nothing(f"{table}: {count}" for table, count in seen.items() if count != 0)
    assert scoped


def test_the_modules_name_their_tables(rows: Rows) -> None:
    named = {table for module in manifests() for table in module.tables}
    assert named <= {*rows.statements, "organizations"}
