"""Thousands of rows in one statement: columns travel as arrays, the database takes them apart and writes the trail.

Row-level security lets no COPY through; ``unnest`` of one array for each column is nearly as fast, and PostgreSQL
composes the audit rows from the same values.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import Boolean, Date, Integer, LargeBinary, Numeric, String, Uuid, inspect, text
from sqlalchemy.dialects.postgresql import JSONB, TIMESTAMP
from sqlalchemy.ext.asyncio import AsyncSession, async_scoped_session

from unison_web.kit import clock
from unison_web.kit.db.base import Tenant
from unison_web.kit.db.ids import new_id

Session = AsyncSession | async_scoped_session[AsyncSession]
#: What the arrays hold, by type of the column; JSON travels as text.
ARRAYS = (
    (Uuid, "uuid"), (Boolean, "boolean"), (Integer, "bigint"), (Numeric, "numeric"), (Date, "date"),
    (TIMESTAMP, "timestamptz"), (JSONB, "text"), (LargeBinary, "bytea"), (String, "text"),
)  # fmt: skip
TRIED = "tried_"
#: In the session's notes: how many rows it wrote, by table.
WRITTEN = "written"
NOISE = frozenset({"organization_id", "id", "version", "created_at"})
TRAIL = (
    "organization_id, id, created_at, actor_id, actor_name, action, entity, entity_id, label, before, after, reason,"
    " device, request_id"
)
ENTRY = (
    "CAST(:t_organization AS uuid), said.trail_id, CAST(:t_now AS timestamptz), CAST(:t_actor AS uuid), CAST(:t_name AS"
    " text), CAST(:t_action AS text), CAST(:t_entity AS text), said.id, {label}, {before}, {after}, CAST(:t_reason AS"
    " text), CAST(:t_device AS text), CAST(:t_request AS text)"
)


def array_of(column: Any) -> str:
    """The element type of a column's array; nothing where it cannot travel so."""
    return next((name for kind, name in ARRAYS if isinstance(column.type, kind)), "")


async def insert_rows(
    session: Session, model: type[Tenant], rows: Sequence[dict[str, Any]], *, told: bool, trial: bool = False
) -> None:
    """``rows`` name the same columns, all that have to be there. With ``told`` one audit row for each. In a ``trial``
    they go where only types and rules are looked at."""
    names = tuple(rows[0])
    values = arrays(model, names, rows)
    same = alike(names, values)
    if trial:
        await session.execute(_like(model))  # type: ignore[arg-type]
        into = TRIED + str(inspect(model).local_table)
        await session.execute(_insert(model, names, same, told=False, into=into), values)  # type: ignore[arg-type]
        return
    table = str(inspect(model).local_table)
    if told:
        values |= trail_of(session.info, "create", table, len(rows))
    note(session, table, len(rows), told=told)
    await session.execute(_insert(model, names, same, told=told), values)  # type: ignore[arg-type]


def note(session: Session, table: str, rows: int, *, told: bool) -> None:
    written: Counter[str] = session.info.setdefault(WRITTEN, Counter())
    written[table] += rows
    if told:
        written["audit_log"] += rows


async def update_rows(
    session: Session, model: type[Tenant], names: tuple[str, ...], rows: Sequence[dict[str, Any]]
) -> int:
    """Each of ``rows`` has ``id``, ``version``, the columns ``names``, and for its audit row ``trail_label``,
    ``trail_before`` and ``trail_after``. How many still had their version."""
    values = arrays(model, ("id", "version", *names), rows)
    values |= {name: [row[name] for row in rows] for name in ("trail_label",)}
    values |= {name: [as_json(row[name]) for row in rows] for name in ("trail_before", "trail_after")}
    values |= trail_of(session.info, "update", str(inspect(model).local_table), len(rows))
    done = await session.execute(_update(model, names), values)  # type: ignore[arg-type]
    return len(done.all())


def as_json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def arrays(model: type[Tenant], names: Sequence[str], rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    columns: Any = inspect(model).columns
    found: dict[str, Any] = {}
    for place, name in enumerate(names):
        if isinstance(columns[name].type, JSONB):
            found[f"c{place}"] = [None if row[name] is None else as_json(row[name]) for row in rows]
        else:
            found[f"c{place}"] = [row[name] for row in rows]
    return found


def alike(names: Sequence[str], values: dict[str, Any]) -> frozenset[str]:
    """Columns with one value in all rows travel once: the company, the time, whatever nobody said."""
    found = set()
    for place, name in enumerate(names):
        column = values[f"c{place}"]
        if name != "id" and column.count(column[0]) == len(column):
            values[f"c{place}"] = column[0]
            found.add(name)
    return frozenset(found)


def trail_of(info: dict[Any, Any], action: str, table: str, count: int) -> dict[str, Any]:
    """Who, when, why and where: the same for all rows of a statement."""
    actor = info["actor"]
    return {
        "t_ids": [new_id() for _n in range(count)], "t_organization": actor.organization_id, "t_now": clock.now(),
        "t_actor": actor.user_id, "t_name": actor.name, "t_action": action, "t_entity": table,
        "t_reason": info.get("reason", ""), "t_device": actor.device_name, "t_request": info.get("request_id", ""),
    }  # fmt: skip


def _said(
    columns: Any, names: Sequence[str], further: str = "", heads: str = "", same: frozenset[str] = frozenset()
) -> str:
    typed = [(name, f"CAST(:c{place} AS {array_of(columns[name])}") for place, name in enumerate(names)]
    given = ", ".join(f"{value}[])" for name, value in typed if name not in same)
    quoted = ", ".join(f'"{name}"' for name in names if name not in same)
    once = "".join(f', {value}) AS "{name}"' for name, value in typed if name in same)
    return f"said AS MATERIALIZED (SELECT each.*{once} FROM unnest({given}{further}) AS each({quoted}{heads}))"  # noqa: S608  names come from models


def _value(columns: Any, name: str) -> str:
    return f'CAST(said."{name}" AS jsonb)' if isinstance(columns[name].type, JSONB) else f'said."{name}"'


@cache
def _like(model: type[Tenant]) -> Any:
    table = str(inspect(model).local_table)
    like = f"(LIKE {table} INCLUDING CONSTRAINTS INCLUDING GENERATED) ON COMMIT DROP"
    return text(f"CREATE TEMPORARY TABLE IF NOT EXISTS {TRIED}{table} {like}")


@cache
def _insert(model: type[Tenant], names: tuple[str, ...], same: frozenset[str], *, told: bool, into: str = "") -> Any:
    columns, table = inspect(model).columns, into or str(inspect(model).local_table)
    quoted, values = ", ".join(f'"{name}"' for name in names), ", ".join(_value(columns, name) for name in names)
    into = f"INSERT INTO {table} ({quoted}) SELECT {values} FROM said"  # noqa: S608  names come from models
    if not told:
        return text(f"WITH {_said(columns, names, same=same)} {into}")
    labels = [f"""NULLIF(said."{name}", '')""" for name in ("number", "code", "name") if name in names]
    entry = ENTRY.format(
        label=f"COALESCE({', '.join([*labels, 'CAST(said.id AS text)'])})", before="NULL", after=_after(model, names)
    )
    said = _said(columns, names, ", CAST(:t_ids AS uuid[])", ", trail_id", same)
    return text(f"WITH {said}, made AS ({into}) INSERT INTO audit_log ({TRAIL}) SELECT {entry} FROM said")  # noqa: S608  names come from models


def _after(model: type[Tenant], names: Sequence[str]) -> str:
    """What the trail says of a new row, as :func:`unison_web.kit.db.audit.plain` would: decimals are texts."""
    columns = inspect(model).columns
    shown = [name for name in names if name not in NOISE | model.audit_hidden and array_of(columns[name]) != "bytea"]
    pairs = []
    for name in shown:
        value = _value(columns, name)
        if array_of(columns[name]) == "numeric":
            value = f"CAST(trim_scale({value}) AS text)"
        pairs.append(f"'{name}', {value}")
    return f"jsonb_strip_nulls(jsonb_build_object({', '.join(pairs)}))"


@cache
def _update(model: type[Tenant], names: tuple[str, ...]) -> Any:
    columns, table = inspect(model).columns, str(inspect(model).local_table)
    said = _said(
        columns, ("id", "version", *names),
        ", CAST(:trail_label AS text[]), CAST(:trail_before AS text[]), CAST(:trail_after AS text[]),"
        " CAST(:t_ids AS uuid[])",
        ", trail_label, trail_before, trail_after, trail_id",
    )  # fmt: skip
    sets = ", ".join(f'"{name}" = {_value(columns, name)}' for name in names)
    change = (
        f"UPDATE {table} AS kept SET {sets}, version = kept.version + 1 FROM said WHERE kept.id = said.id AND"  # noqa: S608  names come from models
        " kept.organization_id = CAST(:t_organization AS uuid) AND kept.version = said.version RETURNING kept.id"
    )
    entry = ENTRY.format(
        label="said.trail_label", before="CAST(said.trail_before AS jsonb)", after="CAST(said.trail_after AS jsonb)"
    )
    told = f"INSERT INTO audit_log ({TRAIL}) SELECT {entry} FROM said RETURNING id"  # noqa: S608  names come from models
    return text(f"WITH {said}, done AS ({change}), told AS ({told}) SELECT id FROM done")  # noqa: S608  names come from models
