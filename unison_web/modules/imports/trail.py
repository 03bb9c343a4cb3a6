"""Named questions about what an import left in the trail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import String, cast, delete, exists, func, insert, literal, select
from sqlalchemy.orm import aliased

from unison_web.kit.db import audit
from unison_web.kit.db.base import Model, Tenant
from unison_web.kit.db.ledger import AuditEntry
from unison_web.kit.db.repository import Repository

LABELS = ("number", "code", "name", "title", "revision", "position")


class TrailRepository(Repository[AuditEntry]):
    model_type = AuditEntry

    async def entries(self, request: str, before: UUID | None, limit: int) -> list[AuditEntry]:
        statement = self.mine().where(AuditEntry.request_id == request, AuditEntry.request_id.like("import:%"))
        if before:
            statement = statement.where(AuditEntry.id < before)
        return await self.all(statement.order_by(AuditEntry.id.desc()).limit(limit))

    async def tables_made(self, request: str) -> set[str]:
        made = select(AuditEntry.entity).where(*self._made(AuditEntry, request)).distinct()
        return set(await self.session.scalars(made))

    async def changed_since(self, request: str, but: frozenset[str], limit: int) -> list[tuple[str, str, datetime]]:
        """What somebody changed after the import did: its name, who, when."""
        ours, later = aliased(AuditEntry), aliased(AuditEntry)
        statement = (
            select(later.label, later.actor_name, func.max(later.created_at))
            .join(ours, (later.organization_id == ours.organization_id) & (later.entity == ours.entity)
                  & (later.entity_id == ours.entity_id))
            .where(ours.organization_id == self.uow.organization_id, ours.request_id == request,
                   ours.request_id.like("import:%"), later.id > ours.id, later.request_id != request,
                   ours.entity.not_in(but))
            .group_by(later.label, later.actor_name)
            .limit(limit)
        )  # fmt: skip
        return [(label, who, when) for label, who, when in await self.session.execute(statement)]

    async def used_by(self, request: str, table: str, name: str, target: str, limit: int) -> list[tuple[str, str]]:
        """Records the import made, and rows of ``table`` that refer to them and are not its own."""
        rows = Model.metadata.tables[table]
        label = next((each for each in LABELS if each in rows.c), None)
        words = cast(rows.c[label], String) if label else literal("")
        made, own = aliased(AuditEntry), aliased(AuditEntry)
        ours = exists().where(*self._made(own, request), own.entity == table, own.entity_id == rows.c.id)
        statement = (
            select(made.label, words)
            .join(rows, (rows.c.organization_id == made.organization_id) & (rows.c[name] == made.entity_id))
            .where(*self._made(made, request), made.entity == target, ~ours)
            .limit(limit)
        )
        plain = table.replace("_", " ")
        return [(said, f"{plain} {word}".strip()) for said, word in await self.session.execute(statement)]

    async def remove(self, model: type[Tenant], entries: Sequence[AuditEntry]) -> None:
        """Records that were made, with their line in the trail."""
        ids = [entry.entity_id for entry in entries]
        there = set(
            await self.session.scalars(
                delete(model)
                .where(model.organization_id == self.uow.organization_id, model.id.in_(ids))
                .returning(model.id)
                .execution_options(synchronize_session=False)
            )
        )
        told = [
            audit.compose(
                self.session.info,
                "delete",
                entry.entity,
                entry.entity_id,
                entry.label,
                entry.after,
                None,
            )
            for entry in entries
            if entry.entity_id in there and model.audited
        ]
        if told:
            await self.session.execute(insert(AuditEntry), told)

    async def records(self, model: type[Tenant], ids: Sequence[UUID]) -> dict[UUID, Any]:
        statement = select(model).where(model.organization_id == self.uow.organization_id, model.id.in_(ids))
        return {row.id: row for row in await self.session.scalars(statement)}

    def _made(self, entry: Any, request: str) -> tuple[Any, ...]:
        return (
            entry.organization_id == self.uow.organization_id, entry.request_id == request,
            entry.request_id.like("import:%"), entry.action == "create",
        )  # fmt: skip
