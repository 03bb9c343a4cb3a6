"""Core statements that change rows: the guarded update and the bulk insert, both with their audit rows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, insert, inspect, update
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.orm.util import identity_key

from unison_web.kit import clock
from unison_web.kit.db import audit
from unison_web.kit.db.base import Tenant
from unison_web.kit.db.ids import new_id
from unison_web.kit.db.ledger import AuditEntry
from unison_web.kit.db.sets import insert_rows, update_rows
from unison_web.kit.db.unit_of_work import UnitOfWork

RowT = TypeVar("RowT", bound=Tenant)
CHUNK = 5000


async def guarded_update(
    uow: UnitOfWork, model: type[Tenant], row_id: UUID, values: dict[str, Any], *conditions: ColumnElement[bool]
) -> bool:
    """``UPDATE … WHERE id = … AND conditions``; False where a condition did not hold.

    The row lock it takes is what makes "two people finish the last ten" end with one winner: the second statement
    waits, sees the first one's numbers, and its condition fails. A loaded object gets the new values.
    """
    await uow.session.flush()
    names = [*values, "version"]
    statement = (
        update(model)
        .where(model.organization_id == uow.organization_id, model.id == row_id, *conditions)
        .values(**values, version=model.version + 1)
        .returning(*(getattr(model, name) for name in names))
        .execution_options(synchronize_session=False)
    )
    row = (await uow.session.execute(statement)).one_or_none()
    if row is None:
        return False
    loaded = uow.session.sync_session.identity_map.get(identity_key(model, (uow.organization_id, row_id)))
    after = dict(zip(names, row, strict=True))
    before = {name: audit.plain(getattr(loaded, name)) for name in values} if loaded is not None else None
    if loaded is not None:
        for name, value in after.items():
            set_committed_value(loaded, name, value)
    if model.audited:
        said = {name: audit.plain(after[name]) for name in values}
        label = loaded.audit_label if loaded is not None else str(row_id)
        entry = audit.compose(uow.session.info, "update", model.__tablename__, row_id, label, before, said)  # type: ignore[attr-defined]
        await uow.session.execute(insert(AuditEntry), [entry])
    return True


@cache
def defaults_of(model: type[Tenant]) -> dict[str, Any]:
    """What columns hold that nobody said: the trail has to know that, too."""
    columns: Any = inspect(model).columns
    return {
        name: column.default.arg
        for name, column in columns.items()
        if column.default is not None and column.default.is_scalar
    }


@cache
def empty_of(model: type[Tenant]) -> dict[str, Any]:
    """Columns that start as an empty list or dictionary."""
    columns: Any = inspect(model).columns
    return {
        name: column.default.arg(None)
        for name, column in columns.items()
        if column.default is not None and column.default.is_callable and name not in ("id", "created_at")
    }


async def bulk_insert(
    uow: UnitOfWork, model: type[RowT], rows: Sequence[dict[str, Any]], *, audited: bool = True, trial: bool = False
) -> None:
    """Insert plain dictionaries; keys, organization and time are filled in. One audit row per row. With ``trial`` the
    database only looks whether it could keep them."""
    now, plain = clock.now(), {**defaults_of(model), **empty_of(model)}  # type: ignore[arg-type]
    for start in range(0, len(rows), CHUNK):
        chunk = [
            {
                "id": row.get("id") or new_id(),
                "organization_id": uow.actor.organization_id,
                "created_at": now,
                **plain,
                **row,
            }
            for row in rows[start : start + CHUNK]
        ]
        await insert_rows(uow.session, model, chunk, told=model.audited and audited, trial=trial)


async def bulk_update(uow: UnitOfWork, rows: Sequence[Tenant]) -> None:
    """Loaded rows that were changed, written in one statement instead of one for each, with their audit rows."""
    changed = [(row, now) for row in rows if (now := _changed_now(row))]
    if not changed:
        return
    model = type(changed[0][0])
    names = tuple(sorted({name for _row, now in changed for name in now}))
    for start in range(0, len(changed), CHUNK):
        chunk = changed[start : start + CHUNK]
        written = await update_rows(uow.session, model, names, [_as_written(row, names, now) for row, now in chunk])
        if written != len(chunk):
            raise StaleDataError(f"{len(chunk) - written} rows of {model.__name__} were changed by somebody else")
    for row, _now in changed:
        for name in (*names, "version"):
            set_committed_value(row, name, getattr(row, name) + 1 if name == "version" else getattr(row, name))


def _changed_now(row: Any) -> dict[str, Any]:
    """What was there, by the columns that are different now."""
    kept = inspect(row).committed_state
    return {name: before for name, before in kept.items() if before != getattr(row, name)}


def _as_written(row: Any, names: Sequence[str], was: dict[str, Any]) -> dict[str, Any]:
    shown = [name for name in was if name not in audit.NOISE]
    hidden = row.audit_hidden
    return {
        "id": row.id, "version": row.version, **{name: getattr(row, name) for name in names},
        "trail_label": row.audit_label,
        "trail_before": {name: None if name in hidden else audit.plain(was[name]) for name in shown},
        "trail_after": {name: None if name in hidden else audit.plain(getattr(row, name)) for name in shown},
    }  # fmt: skip
