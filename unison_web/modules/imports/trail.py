"""Named questions about what an import left in the trail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Column,
    MetaData,
    String,
    Table,
    Uuid,
    any_,
    cast,
    delete,
    exists,
    func,
    literal,
    select,
    text,
)

from unison_web.kit.db import audit
from unison_web.kit.db.base import Model, Tenant
from unison_web.kit.db.ledger import AuditEntry
from unison_web.kit.db.repository import Repository
from unison_web.kit.db.sets import insert_rows

LABELS = ("number", "code", "name", "title", "revision", "position")

#: What the import that is being undone did; there until the end of the transaction.
OURS = Table(
    "import_trail", MetaData(), Column("id", Uuid), Column("entity", String), Column("entity_id", Uuid),
    Column("action", String), Column("label", String),
)  # fmt: skip
GATHERED = (
    text("CREATE TEMPORARY TABLE import_trail (id uuid, entity text, entity_id uuid, action text, label text)"
         " ON COMMIT DROP"),
    text("INSERT INTO import_trail SELECT id, entity, entity_id, action, label FROM audit_log WHERE organization_id ="
         " :organization AND request_id = :request AND request_id LIKE 'import:%'"),
    text("CREATE INDEX ON import_trail (entity, entity_id)"),
    text("ANALYZE import_trail"),
)  # fmt: skip


class TrailRepository(Repository[AuditEntry]):
    model_type = AuditEntry

    async def entries(self, request: str, before: UUID | None, limit: int) -> list[AuditEntry]:
        statement = self.mine().where(AuditEntry.request_id == request, AuditEntry.request_id.like("import:%"))
        if before:
            statement = statement.where(AuditEntry.id < before)
        return await self.all(statement.order_by(AuditEntry.id.desc()).limit(limit))

    async def gather(self, request: str) -> None:
        """What the import did, in a table of this transaction: a million rows are joined by their number, not guessed
        at."""
        for statement in GATHERED:
            await self.session.execute(statement, {"request": request, "organization": self.uow.organization_id})

    async def tables_made(self) -> set[str]:
        return set(await self.session.scalars(select(OURS.c.entity).where(OURS.c.action == "create").distinct()))

    async def changed_since(self, request: str, but: frozenset[str], limit: int) -> list[tuple[str, str, datetime]]:
        """What somebody changed after the import did: its name, who, when."""
        first = select(OURS.c.id).order_by(OURS.c.id).limit(1).scalar_subquery()
        statement = (
            select(AuditEntry.label, AuditEntry.actor_name, func.max(AuditEntry.created_at))
            .join(OURS, (AuditEntry.entity == OURS.c.entity) & (AuditEntry.entity_id == OURS.c.entity_id))
            .where(AuditEntry.organization_id == self.uow.organization_id, AuditEntry.id > first,
                   AuditEntry.id > OURS.c.id, AuditEntry.request_id != request, OURS.c.entity.not_in(but))
            .group_by(AuditEntry.label, AuditEntry.actor_name)
            .limit(limit)
        )  # fmt: skip
        return [(label, who, when) for label, who, when in await self.session.execute(statement)]

    async def used_by(self, table: str, name: str, target: str, limit: int) -> list[tuple[str, str]]:
        """Records the import made, and rows of ``table`` that refer to them and are not its own."""
        rows = Model.metadata.tables[table]
        label = next((each for each in LABELS if each in rows.c), None)
        words = cast(rows.c[label], String) if label else literal("")
        own = OURS.alias("own")
        ours = exists().where(own.c.action == "create", own.c.entity == table, own.c.entity_id == rows.c.id)
        statement = (
            select(OURS.c.label, words)
            .join(rows, rows.c[name] == OURS.c.entity_id)
            .where(rows.c.organization_id == self.uow.organization_id, OURS.c.action == "create",
                   OURS.c.entity == target, ~ours)
            .limit(limit)
        )  # fmt: skip
        plain = table.replace("_", " ")
        return [(said, f"{plain} {word}".strip()) for said, word in await self.session.execute(statement)]

    async def remove(self, model: type[Tenant], entries: Sequence[AuditEntry]) -> None:
        """Records that were made, with their line in the trail."""
        ids = [entry.entity_id for entry in entries]
        there = set(
            await self.session.scalars(
                delete(model)
                .where(model.organization_id == self.uow.organization_id, model.id == any_(cast(ids, ARRAY(Uuid))))
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
            await insert_rows(self.session, AuditEntry, told, told=False)

    async def records(self, model: type[Tenant], ids: Sequence[UUID]) -> dict[UUID, Any]:
        statement = select(model).where(
            model.organization_id == self.uow.organization_id, model.id == any_(cast(list(ids), ARRAY(Uuid)))
        )
        return {row.id: row for row in await self.session.scalars(statement)}
