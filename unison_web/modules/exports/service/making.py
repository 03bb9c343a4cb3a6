"""Files that a worker makes. A job may run twice, and may be told to stop."""

from __future__ import annotations

import asyncio
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncEngine

from unison_web.kit.actor import Actor
from unison_web.kit.db.transaction import JOB_LIMITS
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.kit.db.writes import guarded_update
from unison_web.modules.exports import excel, rules
from unison_web.modules.exports.models import Export
from unison_web.modules.exports.repository import ExportRepository
from unison_web.modules.exports.service import asking
from unison_web.modules.exports.service.asking import Wanted
from unison_web.modules.exports.service.sending import batches, ended

#: Rows between two looks at whether it is still wanted.
STEP = 2_000


class Maker:
    """One file, from the row that asks for it to the row that has it."""

    def __init__(self, engine: AsyncEngine, actor: Actor, request_id: str, export_id: UUID) -> None:
        self._engine, self._actor, self._request_id, self._id = engine, actor, request_id, export_id

    async def make(self) -> None:
        """Nothing where it is there already or was called off. A worker that was killed has left no half of it."""
        wanted = await self._begin()
        if wanted is None:
            return
        with await asyncio.to_thread(excel.Book, wanted.title, wanted.sheet.heads) as book:
            rows = await self._write(book, wanted)
            if rows is None:
                return
            content = await asyncio.to_thread(book.finished)
        async with unit_of_work(self._engine, self._actor, request_id=self._request_id, limits=JOB_LIMITS) as uow:
            if await ended(uow, self._id, "ready", rows):
                await ExportRepository(uow).keep(self._id, content)

    async def fail(self, why: str) -> None:
        async with unit_of_work(self._engine, self._actor, request_id=self._request_id) as uow:
            told = {"state": "failed", "error": why[:500], "finished_at": uow.now()}
            row = await ExportRepository(uow).by_id(self._id)
            await guarded_update(uow, Export, row.id, told, Export.state.in_(rules.UNFINISHED))

    async def _begin(self) -> Wanted | None:
        async with unit_of_work(self._engine, self._actor, request_id=self._request_id) as uow:
            row = await ExportRepository(uow).by_id(self._id)
            if row.state not in rules.UNFINISHED:
                return None
            row.state = "running"
            await ExportRepository(uow).advance(self._id, 0)
            return asking.again(self._actor, row)

    async def _write(self, book: excel.Book, wanted: Wanted) -> int | None:
        """How many rows, or None where nobody wants them any more."""
        rows = said = 0
        async with unit_of_work(self._engine, self._actor, request_id=self._request_id, limits=JOB_LIMITS) as uow:
            async for items in batches(uow, wanted):
                await asyncio.to_thread(book.write, wanted.sheet.rows(items))
                rows += len(items)
                if rows - said >= STEP:
                    said = rows
                    if not await self._still_wanted(rows):
                        return None
        return rows

    async def _still_wanted(self, rows: int) -> bool:
        """Said in a transaction of its own, so that the page sees how far it is."""
        async with unit_of_work(self._engine, self._actor, request_id=self._request_id) as uow:
            return await ExportRepository(uow).advance(self._id, rows)
