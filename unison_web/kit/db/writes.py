"""Core statements that change rows: the guarded update and the bulk insert, both with their audit rows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, insert, inspect, update
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.util import identity_key

from unison_web.kit import clock
from unison_web.kit.db import audit
from unison_web.kit.db.base import Tenant
from unison_web.kit.db.ids import new_id
from unison_web.kit.db.ledger import AuditEntry
from unison_web.kit.db.unit_of_work import UnitOfWork

RowT = TypeVar("RowT", bound=Tenant)
CHUNK = 1000


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


async def bulk_insert(
    uow: UnitOfWork, model: type[RowT], rows: Sequence[dict[str, Any]], *, audited: bool = True
) -> None:
    """Insert plain dictionaries; keys, organization and time are filled in. One audit row per row."""
    now, plain = clock.now(), defaults_of(model)  # type: ignore[arg-type]
    for start in range(0, len(rows), CHUNK):
        chunk = [
            {"id": new_id(), "organization_id": uow.actor.organization_id, "created_at": now, **plain, **row}
            for row in rows[start : start + CHUNK]
        ]
        await uow.session.execute(insert(model), chunk)
        if model.audited and audited:
            entries = audit.compose_all(uow.session.info, "create", model.__tablename__, chunk)  # type: ignore[attr-defined]
            await uow.session.execute(insert(AuditEntry), entries)
