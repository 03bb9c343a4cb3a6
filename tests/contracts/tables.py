"""The tables of the database, from its own catalogue, and a row for each that it accepts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

TENANT_TABLES = """
select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition and exists (
  select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped)
order by 1
"""
COLUMNS = """
select c.relname, a.attname, format_type(a.atttypid, null), a.attnotnull and not a.atthasdef, a.attgenerated <> ''
from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
where n.nspname = 'public' and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped order by 1, a.attnum
"""
REFERENCES = """
select src.relname, dst.relname, (select array_agg(a.attname::text order by u.ord) from unnest(k.conkey) with
  ordinality u(num, ord) join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.num) as columns
from pg_constraint k join pg_class src on src.oid = k.conrelid join pg_class dst on dst.oid = k.confrelid
where k.contype = 'f' and k.connamespace = 'public'::regnamespace and k.conparentid = 0
"""
CHECKS = """
select c.relname, pg_get_constraintdef(k.oid) from pg_constraint k join pg_class c on c.oid = k.conrelid
where k.contype = 'c' and k.connamespace = 'public'::regnamespace
"""
#: What no column type tells: texts that a CHECK restricts, and counts that stand for each other.
BY_TYPE: dict[str, str] = {
    "uuid": "gen_random_uuid()", "text": "gen_random_uuid()::text", "integer": "1", "numeric": "1",
    "bigint": "(random() * 1e15)::bigint",
    "boolean": "false", "timestamp with time zone": "now()", "date": "current_date", "jsonb": "'{}'::jsonb",
    "bytea": "'x'::bytea", "double precision": "1", "tstzrange": "tstzrange(now(), now() + interval '1 hour')",
    "text[]": "'{}'::text[]", "smallint": "1", "interval": "interval '1 hour'", "time without time zone": "'10:00'",
}  # fmt: skip
ONE_OF = re.compile(r"\(?(\w+)\)? = ANY \(\(?ARRAY\['([^']*)'")


async def tenant_tables(session: Any) -> list[str]:
    """Every table with an ``organization_id``."""
    return list(await session.scalars(text(TENANT_TABLES)))


@dataclass
class Catalogue:
    """Columns, references and allowed words of every table."""

    columns: dict[str, list[tuple[str, str, bool]]] = field(default_factory=dict)
    references: dict[str, dict[str, str]] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)

    @classmethod
    async def read(cls, connection: AsyncConnection) -> Catalogue:
        found = cls()
        for table, column, kind, needed, generated in await connection.execute(text(COLUMNS)):
            if not generated:
                found.columns.setdefault(table, []).append((column, kind, needed))
        for table, target, names in await connection.execute(text(REFERENCES)):
            own = [name for name in names if name != "organization_id"]
            if len(own) == 1:
                found.references.setdefault(table, {})[own[0]] = target
        for table, definition in await connection.execute(text(CHECKS)):
            if known := ONE_OF.search(definition):
                found.words.setdefault(table, {})[known[1]] = known[2]
        return found

    def key(self, table: str) -> str:
        """What names a row within its company: a series has no ids, its rows are a tag's."""
        return "id" if any(name == "id" for name, _kind, _needed in self.columns[table]) else "tag_id"

    def in_order(self, tables: list[str]) -> list[str]:
        """A table comes after those its required columns refer to."""
        ordered: list[str] = []

        def place(table: str, above: tuple[str, ...]) -> None:
            if table in ordered or table in above:
                return
            needed = {name for name, _kind, must in self.columns[table] if must}
            for column, target in self.references.get(table, {}).items():
                if column in needed:
                    place(target, (*above, table))
            if table in tables:
                ordered.append(table)

        for table in tables:
            place(table, ())
        return ordered

    def statement(self, table: str, organization: UUID, known: dict[str, UUID]) -> tuple[str, dict[str, Any]]:
        """An INSERT of the least that the table takes, referring to rows in ``known``."""
        row = known[table] = uuid4()
        named: dict[str, str] = {"organization_id": ":organization", self.key(table): ":id"}
        for column, kind, needed in self.columns[table]:
            if column in named or not needed:
                continue
            target = self.references.get(table, {}).get(column)
            if target and target in known:
                named[column] = f"'{known[target]}'"
            elif word := self.words.get(table, {}).get(column):
                named[column] = f"'{word}'"
            else:
                named[column] = BY_TYPE[kind.split("(")[0]]
        columns, values = ", ".join(f'"{name}"' for name in named), ", ".join(named.values())
        return f'insert into "{table}" ({columns}) values ({values})', {"organization": organization, "id": row}
