"""Named questions about what an import left in the trail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
    exists,
    func,
    literal,
    select,
    text,
)

from unison_web.kit.db.base import Model, Tenant
from unison_web.kit.db.ledger import AuditEntry
from unison_web.kit.db.repository import Repository
from unison_web.kit.db.sets import ENTRY, TRAIL, trail_of

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
    text("CREATE INDEX ON import_trail (id)"),
    text("ANALYZE import_trail"),
)  # fmt: skip
#: What it did to one table in a row, in pieces that fit into a statement.
PIECE = 5_000
RUNS = text(
    """
    SELECT entity, action, CAST(min(CAST(id AS text)) AS uuid), CAST(max(CAST(id AS text)) AS uuid), count(*)
    FROM (SELECT *, place / :piece AS piece, sum(fresh) OVER (ORDER BY place) AS run FROM (
      SELECT *, row_number() OVER ahead AS place,
             CASE WHEN (entity, action) = (lag(entity) OVER ahead, lag(action) OVER ahead) THEN 0 ELSE 1 END AS fresh
      FROM import_trail WINDOW ahead AS (ORDER BY id)
    ) a) b GROUP BY entity, action, run, piece ORDER BY 4 DESC
    """
)
#: The trail of a record that goes is what it was when it came.
REMOVE = """
    WITH gone AS (DELETE FROM {table} AS kept USING import_trail AS ours WHERE ours.id BETWEEN :first AND :last
        AND kept.organization_id = CAST(:t_organization AS uuid) AND kept.id = ours.entity_id RETURNING kept.id),
      said AS (SELECT entry.entity_id AS id, entry.label, entry.after,
          (CAST(:t_ids AS uuid[]))[row_number() OVER ()] AS trail_id FROM audit_log AS entry
        JOIN gone ON gone.id = entry.entity_id WHERE entry.organization_id = CAST(:t_organization AS uuid)
        AND entry.request_id = :request AND entry.request_id LIKE 'import:%' AND entry.id BETWEEN :first AND :last)
    INSERT INTO audit_log ({trail}) SELECT {entry} FROM said
"""


@dataclass(frozen=True, slots=True)
class Run:
    """So many changes of one kind to one table, one after the other."""

    table: str
    action: str
    first: UUID
    last: UUID
    count: int


class TrailRepository(Repository[AuditEntry]):
    model_type = AuditEntry

    async def entries(self, request: str, run: Run) -> list[AuditEntry]:
        """From the last to the first."""
        statement = self.mine().where(
            AuditEntry.request_id == request, AuditEntry.request_id.like("import:%"),
            AuditEntry.id.between(run.first, run.last),
        )  # fmt: skip
        return await self.all(statement.order_by(AuditEntry.id.desc()))

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

    async def runs(self) -> list[Run]:
        """The last first."""
        return [Run(*row) for row in await self.session.execute(RUNS, {"piece": PIECE})]

    async def remove(self, run: Run, request: str) -> None:
        """Records that were made go, each with its line in the trail."""
        entry = ENTRY.format(label="said.label", before="said.after", after="NULL")
        statement = text(REMOVE.format(table=run.table, trail=TRAIL, entry=entry))
        values = trail_of(self.session.info, "delete", run.table, run.count)
        asked = {**values, "first": run.first, "last": run.last, "request": request, "t_request": f"{request}:undo"}
        await self.session.execute(statement, asked)

    async def records(self, model: type[Tenant], ids: Sequence[UUID]) -> dict[UUID, Any]:
        statement = select(model).where(
            model.organization_id == self.uow.organization_id, model.id == any_(cast(list(ids), ARRAY(Uuid)))
        )
        return {row.id: row for row in await self.session.scalars(statement)}
