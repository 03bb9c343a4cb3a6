"""Core statements that change rows: the guarded update and the bulk insert, both with their audit rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, insert, update

from unison_web.kit import clock
from unison_web.kit.db import audit
from unison_web.kit.db.base import Tenant
from unison_web.kit.db.ids import new_id
from unison_web.kit.db.ledger import AuditEntry
from unison_web.kit.db.unit_of_work import UnitOfWork

RowT = TypeVar("RowT", bound=Tenant)
CHUNK = 1000


async def guarded_update(
    uow: UnitOfWork, model: type[RowT], row_id: UUID, values: dict[str, Any], *conditions: ColumnElement[bool]
) -> RowT | None:
    """``UPDATE … WHERE id = … AND conditions RETURNING *``; None where a condition did not hold.

    The row lock it takes is what makes "two people finish the last ten" end with one winner: the second statement
    waits, sees the first one's numbers, and its condition fails.
    """
    await uow.session.flush()
    statement = (
        update(model)
        .where(model.organization_id == uow.actor.organization_id, model.id == row_id, *conditions)
        .values(**values, version=model.version + 1)
        .returning(model)
        .execution_options(synchronize_session=False, populate_existing=True)
    )
    row = (await uow.session.execute(statement)).scalar_one_or_none()
    if row is not None and model.audited:
        after = {name: audit.plain(getattr(row, name)) for name in values}
        await uow.session.execute(
            insert(AuditEntry), [audit.compose(uow.session.info, "update", model.__tablename__, row.id, row.audit_label, None, after)]  # type: ignore[attr-defined]
        )
    return row


async def bulk_insert(uow: UnitOfWork, model: type[RowT], rows: Sequence[dict[str, Any]], *, audited: bool = True) -> None:
    """Insert plain dictionaries; keys, organization and time are filled in. One audit row per row."""
    now = clock.now()
    for start in range(0, len(rows), CHUNK):
        chunk = [
            {"id": new_id(), "organization_id": uow.actor.organization_id, "created_at": now, **row}
            for row in rows[start : start + CHUNK]
        ]
        await uow.session.execute(insert(model), chunk)
        if model.audited and audited:
            entries = audit.compose_all(uow.session.info, "create", model.__tablename__, chunk)  # type: ignore[attr-defined]
            await uow.session.execute(insert(AuditEntry), entries)
