"""Taking an import back. The trail says what it did: records it made go, fields it changed get what they had.

It happens whole or not at all. What somebody changed since, and what is used elsewhere by now, stands in the way and is
named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import inspect
from sqlalchemy.ext.asyncio import AsyncEngine

from unison_web.kit.actor import Actor
from unison_web.kit.db.base import Model, Tenant
from unison_web.kit.db.ledger import AuditEntry
from unison_web.kit.db.transaction import LOAD_LIMITS
from unison_web.kit.db.unit_of_work import UnitOfWork, unit_of_work
from unison_web.kit.errors import Conflict, UnisonError
from unison_web.kit.i18n import _
from unison_web.modules.imports.repository import ImportRepository
from unison_web.modules.imports.service.working import mark
from unison_web.modules.imports.trail import TrailRepository
from unison_web.modules.organizations import service as places

NAMED = 20
#: Counters, and what is only noted: an undone import does not turn them back.
NOT_OURS = frozenset({"number_series", "organizations", "imports"})


async def undo(engine: AsyncEngine, actor: Actor, import_id: UUID) -> None:
    try:
        limits, reason = LOAD_LIMITS, _("Undo of an import")
        async with unit_of_work(
            engine, actor, request_id=f"{mark(import_id)}:undo", reason=reason, limits=limits
        ) as uow:
            row = await ImportRepository(uow).locked(import_id)
            if row.state != "undoing":
                return
            await _stand_in_the_way(uow, mark(import_id))
            await _take_back(uow, mark(import_id))
            row = await ImportRepository(uow).locked(import_id)
            row.state, row.finished_at = "undone", uow.now()
    except UnisonError as trouble:
        async with unit_of_work(engine, actor) as uow:
            row = await ImportRepository(uow).locked(import_id)
            row.state, row.error = "done", trouble.message[:4000]


async def _stand_in_the_way(uow: UnitOfWork, request: str) -> None:
    trail = TrailRepository(uow)
    await trail.gather(request)
    said = [
        _("{what} was changed by {who} on {when}").format(what=label, who=who, when=day(uow, when))
        for label, who, when in await trail.changed_since(request, NOT_OURS, NAMED)
    ]
    made = await trail.tables_made()
    for table, column, target in references(frozenset(made)):
        for label, user in await trail.used_by(table, column, target, NAMED):
            said.append(_("{what} is used by {user}").format(what=label, user=user))
    if said:
        more = ". ".join(dict.fromkeys(said[:NAMED]))
        raise Conflict(_("This import cannot be undone any more. {what}").format(what=more))


def day(uow: UnitOfWork, when: datetime) -> str:
    return when.astimezone(uow.actor.timezone).strftime("%Y-%m-%d %H:%M")


def references(tables: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    """Every column of the product that refers to one of these tables."""
    for name in sorted(models()):
        for constraint in Model.metadata.tables[name].foreign_key_constraints:
            target = constraint.referred_table.name
            for column in constraint.column_keys:
                if column != "organization_id" and target in tables and not name.startswith("import"):
                    yield name, column, target


@cache
def models() -> dict[str, type[Tenant]]:
    return {
        str(mapper.local_table): mapper.class_ for mapper in Model.registry.mappers if issubclass(mapper.class_, Tenant)
    }


async def _take_back(uow: UnitOfWork, request: str) -> None:
    """From the last change to the first."""
    trail = TrailRepository(uow)
    for run in await trail.runs():
        if run.table in NOT_OURS or run.table not in models():
            continue
        if run.action == "create":
            await trail.remove(run, request)
        elif run.action == "update":
            await _restore(uow, models()[run.table], await trail.entries(request, run))
        uow.session.expunge_all()
    if "users" in await trail.tables_made():
        await places.places_changed(uow)


async def _restore(uow: UnitOfWork, model: type[Tenant], entries: Sequence[AuditEntry]) -> None:
    rows = await TrailRepository(uow).records(model, [entry.entity_id for entry in entries])
    columns: Any = inspect(model).columns
    for entry in entries:
        row = rows.get(entry.entity_id)
        for name, value in (entry.before or {}).items():
            if row is not None and name not in model.audit_hidden:
                setattr(row, name, as_kept(value, columns[name].type))
        if row is not None and hasattr(row, "index_words"):
            row.index_words()
    await uow.session.flush()


def as_kept(value: Any, kind: Any) -> Any:
    """What the trail writes as JSON, as the column has it."""
    try:
        wanted = kind.python_type
    except NotImplementedError:
        return value
    if not isinstance(value, str) or wanted is str:
        return value
    if wanted in (date, datetime):
        return wanted.fromisoformat(value)
    return wanted(value) if wanted in (Decimal, UUID) else value
