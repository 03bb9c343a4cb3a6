"""The audit trail writes itself: one flush hook sees every ORM change, one function carries every Core change.

Nothing in a module calls this on purpose. ``UnitOfWork`` puts who/why/where into ``session.info``.
"""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import event, insert, inspect
from sqlalchemy.orm import Session, UOWTransaction

from unison_web.kit import clock
from unison_web.kit.db.base import Tenant
from unison_web.kit.db.ids import new_id
from unison_web.kit.db.ledger import AuditEntry
from unison_web.kit.db.transaction import TenantSession

#: Columns every row has; they say nothing a reader of the trail wants to know.
NOISE = frozenset({"organization_id", "id", "version", "created_at", "number_order", "code_order"})


@event.listens_for(TenantSession, "before_flush")
def fill_organization(session: Session, context: UOWTransaction, instances: Any) -> None:
    """New rows belong to the company the transaction was opened for."""
    organization = session.info["actor"].organization_id
    for row in session.new:
        if isinstance(row, Tenant) and not inspect(row).attrs.organization_id.value:
            row.organization_id = organization


@event.listens_for(TenantSession, "after_flush")
def record_changes(session: Session, context: UOWTransaction) -> None:
    """One audit row per changed row, in the same transaction."""
    entries = [entry for row in session.new if (entry := _created(session, row))]
    entries += [entry for row in session.dirty if (entry := _changed(session, row))]
    entries += [entry for row in session.deleted if (entry := _deleted(session, row))]
    if entries:
        session.execute(insert(AuditEntry), entries)


def _created(session: Session, row: Any) -> dict[str, Any] | None:
    return entry(session, row, "create", None, _values(row)) if _is_audited(row) else None


def _deleted(session: Session, row: Any) -> dict[str, Any] | None:
    return entry(session, row, "delete", _values(row), None) if _is_audited(row) else None


def _changed(session: Session, row: Any) -> dict[str, Any] | None:
    if not _is_audited(row) or not session.is_modified(row, include_collections=False):
        return None
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    state = inspect(row)
    for attribute in state.mapper.column_attrs:
        name = attribute.key
        history = state.attrs[name].history
        if name in NOISE or not history.has_changes():
            continue
        shown = name not in row.audit_hidden
        before[name] = plain(history.deleted[0]) if history.deleted and shown else None
        after[name] = plain(history.added[0]) if history.added and shown else None
    return entry(session, row, "update", before, after) if after else None


def _is_audited(row: Any) -> bool:
    return isinstance(row, Tenant) and row.audited


def _values(row: Any) -> dict[str, Any]:
    """The row's columns by name, without noise, secrets and blanks."""
    names = [a.key for a in inspect(row).mapper.column_attrs if a.key not in NOISE and a.key not in row.audit_hidden]
    return {name: plain(value) for name in names if (value := row.__dict__.get(name)) is not None}


def entry(session: Session, row: Any, action: str, before: Any, after: Any) -> dict[str, Any]:
    """An audit row for the ORM object ``row``."""
    return compose(session.info, action, row.__tablename__, row.id, row.audit_label, before, after)


def compose(
    info: dict[Any, Any], action: str, entity: str, entity_id: UUID, label: str, before: Any, after: Any
) -> dict[str, Any]:
    actor = info["actor"]
    return {
        "organization_id": actor.organization_id,
        "id": new_id(),
        "created_at": clock.now(),
        "actor_id": actor.user_id,
        "actor_name": actor.name,
        "action": action,
        "entity": entity,
        "entity_id": entity_id,
        "label": label,
        "before": before,
        "after": after,
        "reason": info.get("reason", ""),
        "device": actor.device_name,
        "request_id": info.get("request_id", ""),
    }


def plain(value: Any) -> Any:
    """A JSON value that reads back as what it was: decimals without an exponent, instants in ISO 8601."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, bytes):
        return None
    return value
