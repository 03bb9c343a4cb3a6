"""Named questions about imports."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, insert, select, tuple_, update
from sqlalchemy.dialects import postgresql

from unison_web.kit import clock
from unison_web.kit.db.ids import new_id
from unison_web.kit.db.repository import Repository
from unison_web.kit.db.sets import insert_rows
from unison_web.modules.imports.models import Import, ImportMapping, ImportPart, ImportRow

PAGE = 50
BAD = ("error", "conflict")


class ImportRepository(Repository[Import]):
    model_type = Import

    async def locked(self, import_id: UUID) -> Import:
        here = (Import.organization_id == self.uow.organization_id, Import.id == import_id)
        await self.session.execute(select(Import.id).where(*here).with_for_update())
        return await self.by_id(import_id)

    async def advance(self, import_id: UUID, rows: int, state: str) -> bool:
        """So many rows are looked at; False where nobody wants it any more. No fact for the trail."""
        statement = (
            update(Import)
            .where(Import.organization_id == self.uow.organization_id, Import.id == import_id, Import.state == state)
            .values(rows_done=rows)
            .returning(Import.id)
            .execution_options(synchronize_session=False)
        )
        return (await self.session.execute(statement)).scalar_one_or_none() is not None

    async def keep_part(self, import_id: UUID, file: int, position: int, content: bytes) -> None:
        values = {"import_id": import_id, "file": file, "position": position, "content": content, **self._new()}
        await self.session.execute(insert(ImportPart).values(values))

    async def parts(self, import_id: UUID) -> AsyncIterator[tuple[int, bytes]]:
        """The pieces of all files, in order, one at a time."""
        places = await self.session.execute(
            select(ImportPart.file, ImportPart.id)
            .where(ImportPart.organization_id == self.uow.organization_id, ImportPart.import_id == import_id)
            .order_by(ImportPart.file, ImportPart.position)
        )
        for file, part_id in places.all():
            here = ImportPart.organization_id == self.uow.organization_id, ImportPart.id == part_id
            content = await self.session.scalar(select(ImportPart.content).where(*here))
            yield file, content or b""

    async def forget_rows(self, import_id: UUID) -> None:
        here = ImportRow.organization_id == self.uow.organization_id, ImportRow.import_id == import_id
        await self.session.execute(delete(ImportRow).where(*here))

    async def keep_rows(self, rows: Sequence[dict[str, Any]]) -> None:
        if rows:
            new = {"organization_id": self.uow.organization_id, "created_at": clock.now()}
            kept = [{**new, "id": new_id(), **row} for row in rows]
            await insert_rows(self.session, ImportRow, kept, told=False)

    async def rows(self, import_id: UUID, outcome: str, after: tuple[int, int] | None) -> list[ImportRow]:
        statement = select(ImportRow).where(
            ImportRow.organization_id == self.uow.organization_id, ImportRow.import_id == import_id
        )
        if outcome:
            statement = statement.where(ImportRow.outcome.in_(BAD if outcome == "bad" else (outcome,)))
        if after:
            statement = statement.where(tuple_(ImportRow.source, ImportRow.row) > after)
        found = await self.session.scalars(statement.order_by(ImportRow.source, ImportRow.row).limit(PAGE + 1))
        return list(found)

    async def bad_rows(self, import_id: UUID) -> AsyncIterator[ImportRow]:
        """Every row that cannot be taken, a page at a time."""
        after: tuple[int, int] | None = None
        while found := await self.rows(import_id, "bad", after):
            for row in found:
                yield row
            after = (found[-1].source, found[-1].row)

    async def staged(self, import_id: UUID, source: int, numbers: Sequence[int]) -> dict[int, tuple[str, Any]]:
        """What the check found of these rows."""
        statement = select(ImportRow.row, ImportRow.outcome, ImportRow.changes).where(
            ImportRow.organization_id == self.uow.organization_id, ImportRow.import_id == import_id,
            ImportRow.source == source, ImportRow.row.between(min(numbers), max(numbers)),
        )  # fmt: skip
        return {row: (outcome, changes) for row, outcome, changes in await self.session.execute(statement)}

    async def remembered(self, noun: str, heads: str) -> Mapping[str, str]:
        found = await self.session.scalar(
            select(ImportMapping.mapping).where(
                ImportMapping.organization_id == self.uow.organization_id, ImportMapping.noun == noun,
                ImportMapping.heads == heads,
            )
        )  # fmt: skip
        return found or {}

    async def known_noun(self, heads: str) -> str:
        """What a file with these headings was last time."""
        found = await self.session.scalar(
            select(ImportMapping.noun)
            .where(ImportMapping.organization_id == self.uow.organization_id, ImportMapping.heads == heads)
            .order_by(ImportMapping.id.desc())
            .limit(1)
        )
        return found or ""

    async def remember(self, noun: str, heads: str, mapping: dict[str, str]) -> None:
        values = {"noun": noun, "heads": heads, "mapping": mapping, "version": 1, **self._new()}
        statement = postgresql.insert(ImportMapping).values(values)
        await self.session.execute(
            statement.on_conflict_do_update(
                index_elements=["organization_id", "noun", "heads"], set_={"mapping": statement.excluded.mapping}
            )
        )

    async def how_many(self, import_id: UUID) -> dict[str, int]:
        statement = (
            select(ImportRow.outcome, func.count())
            .where(ImportRow.organization_id == self.uow.organization_id, ImportRow.import_id == import_id)
            .group_by(ImportRow.outcome)
        )
        return {outcome: count for outcome, count in await self.session.execute(statement)}

    def _new(self) -> dict[str, Any]:
        return {"organization_id": self.uow.organization_id, "id": new_id(), "created_at": clock.now()}
