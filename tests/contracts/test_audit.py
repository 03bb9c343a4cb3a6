"""Whatever changes is in the trail: all audited tables before and after all that can be done, against audit_log."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, JSON, text

from tests.contracts.findings import nothing
from tests.contracts.recipes import RECIPES
from tests.contracts.world import World
from unison_web.demo.companies import system
from unison_web.kit.db.audit import NOISE
from unison_web.kit.db.base import Model, Tenant
from unison_web.kit.db.unit_of_work import UnitOfWork, unit_of_work
from unison_web.modules.audit.fields import FIELDS
from unison_web.modules.audit.words import NOUNS, UNTOLD, readable

Snapshot = dict[str, dict[str, dict[str, Any]]]
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT")
PAGES_ONLY = ("edit", "removal", "new")
#: Rows the workbench makes beside what somebody did; only what people do to them is told.
BESIDE = frozenset({"jobs"})


def audited() -> dict[str, type[Tenant]]:
    return {
        mapper.local_table.name: mapper.class_
        for mapper in Model.registry.mappers
        if issubclass(mapper.class_, Tenant) and mapper.class_.audited
    }


def test_the_trail_has_a_name_for_all_that_can_change() -> None:
    """In every language: what has none would show the name of a table or a column."""
    tables = audited()
    nothing([f"table {name}" for name in sorted(tables.keys() - NOUNS.keys())])
    columns = {
        column.name
        for model in tables.values()
        for column in model.__table__.columns
        if not isinstance(column.type, JSON | ARRAY) and readable(column.name, "a value")
    }
    nothing([f"column {name}" for name in sorted(columns - FIELDS.keys() - NOISE - UNTOLD)])


async def snapshot(uow: UnitOfWork) -> Snapshot:
    """Every row of every audited table, as JSON of the database's own making."""
    found: Snapshot = {}
    for table in audited():
        rows = await uow.session.scalars(text(f'select to_jsonb(t) from "{table}" t'))
        found[table] = {row["id"]: row for row in rows}
    return found


async def test_every_change_is_in_the_trail(owner: World) -> None:
    engine, actor = owner.admin.app.state.engine, system(owner.admin.organization)
    async with unit_of_work(engine, actor) as uow:
        before = await snapshot(uow)
        since = await uow.session.scalar(text("select max(id::text) from audit_log"))
    for (method, path), make in RECIPES.items():
        if path.rsplit("/", 1)[-1] in PAGES_ONLY:
            continue
        call = await make(owner)
        done = await owner.ask(method, path.format_map(call.params), call.body, by=call.by)
        assert done.is_success, f"{method} {path}: {done.text}"
    async with unit_of_work(engine, actor) as uow:
        after = await snapshot(uow)
        trail = (
            await uow.session.execute(
                text("select * from audit_log where id::text > :since order by id"), {"since": since}
            )
        ).mappings()
        said = gathered(trail)
    nothing(missing(before, after, said))


def gathered(trail: Any) -> dict[tuple[str, str], list[dict[str, Any]]]:
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for entry in trail:
        found.setdefault((entry["entity"], str(entry["entity_id"])), []).append(dict(entry))
    return found


def missing(before: Snapshot, after: Snapshot, said: dict[tuple[str, str], list[dict[str, Any]]]) -> list[str]:
    """What the trail does not tell: rows made, changed columns, rows removed."""
    found = []
    for table, model in audited().items():
        hidden = NOISE | model.audit_hidden
        for row_id in before[table].keys() | after[table].keys():
            old, new = before[table].get(row_id), after[table].get(row_id)
            entries = said.get((table, row_id), [])
            if old == new:
                continue
            kinds = {entry["action"] for entry in entries}
            if old is None and table in BESIDE:
                continue
            if old is None and "create" not in kinds:
                found.append(f"{table}: a row was made, unsaid")
            elif new is None and "delete" not in kinds:
                found.append(f"{table}: a row was removed, unsaid")
            elif new is not None:
                found += untold(table, old or {}, new, entries, hidden)
    return sorted(set(found))


def untold(
    table: str, old: dict[str, Any], new: dict[str, Any], entries: list[dict[str, Any]], hidden: Any
) -> list[str]:
    """Columns whose last value is not the last one the trail says."""
    told: dict[str, Any] = {}
    for entry in entries:
        told |= entry["after"] or {}
    changed = {name for name in new if name not in hidden and old.get(name) != new[name]}
    return [
        f"{table}.{name}: is {new[name]!r}, the trail says {told.get(name)!r}"[:200]
        for name in sorted(changed)
        if not same(told.get(name), new[name])
    ]


def same(told: Any, stored: Any) -> bool:
    """Blanks of a new row are not written down; numbers and instants are compared by what they mean."""
    if told is None:
        return stored in (None, "", 0, False, [], {}) or stored in ("0", "0.000000")
    if isinstance(stored, int | float) and not isinstance(stored, bool):
        return float(told) == float(stored)
    if isinstance(stored, str) and INSTANT.match(stored):
        return datetime.fromisoformat(str(told)) == datetime.fromisoformat(stored)
    return str(told) == str(stored) or told == stored


async def test_every_entry_says_who_when_and_in_which_request(owner: World) -> None:
    made = await owner.ask(
        "POST",
        "/materials",
        {**BODY, "number": owner.mark(), "name": owner.mark()},
        headers={"x-reason": "a trial", "x-request-id": "trace-0000-1"},
    )
    entries = (await owner.ask("GET", f"/audit/records/{made.json()['id']}")).json()
    assert [entry["action"] for entry in entries] == ["create"]
    (entry,) = entries
    assert entry["actor_id"] == str(owner.admin.actor.user_id)
    assert entry["actor_name"] == owner.admin.actor.name
    assert (entry["reason"], entry["request_id"], entry["entity"]) == ("a trial", "trace-0000-1", "materials")
    assert entry["after"]["number"] == made.json()["number"]
    assert UUID(entry["id"]).version == 7


BODY = {"type": "buy", "unit": "EA"}


async def test_what_was_refused_leaves_no_trace(owner: World) -> None:
    """The trail is written in the same transaction, so a rollback takes it along."""
    engine, actor = owner.admin.app.state.engine, system(owner.admin.organization)
    count = text("select count(*) from audit_log")
    order = await owner.order("planned")
    async with unit_of_work(engine, actor) as uow:
        before = await uow.session.scalar(count)
    assert (await owner.ask("POST", f"/work-orders/{order['number']}/close", {})).status_code == 422
    async with unit_of_work(engine, actor) as uow:
        assert await uow.session.scalar(count) == before


async def test_no_secret_is_in_the_trail(owner: World) -> None:
    """Hashes of passwords, tokens, PINs and codes: that they changed is said, never from what to what."""
    values = """select distinct said.key from audit_log,
        jsonb_each_text(coalesce(before, '{}') || coalesce(after, '{}')) said where said.value is not null"""
    async with unit_of_work(owner.admin.app.state.engine, system(owner.admin.organization)) as uow:
        names = set(await uow.session.scalars(text(values)))
    assert not [name for name in names if name.endswith("_hash") or "password" in name or "secret" in name]
