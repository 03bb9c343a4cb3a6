"""Files that leave at once: CSV row by row while the browser takes them, a small workbook in one piece."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncEngine

from unison_web.kit.actor import Actor
from unison_web.kit.db.transaction import JOB_LIMITS
from unison_web.kit.db.unit_of_work import UnitOfWork, unit_of_work
from unison_web.kit.db.writes import guarded_update
from unison_web.kit.errors import Unavailable
from unison_web.kit.i18n import _
from unison_web.modules.exports import comma, excel
from unison_web.modules.exports.models import Export
from unison_web.modules.exports.repository import ExportRepository
from unison_web.modules.exports.service.asking import Wanted

BATCH = 500
#: Each holds a connection as long as its browser reads; the others are for everybody else.
MOST_AT_ONCE = 6
_sending: set[UUID] = set()
_closing: set[asyncio.Task[None]] = set()


def room() -> None:
    """Raises Unavailable before anything is promised."""
    if len(_sending) >= MOST_AT_ONCE:
        raise Unavailable(_("Several files are being sent just now. Try again in a moment"), retry_after=10)


async def batches(uow: UnitOfWork, wanted: Wanted) -> AsyncIterator[list[Any]]:
    """Rows as the list shows them, through one cursor of the database: never more than a batch here."""
    found = await uow.session.stream(
        wanted.listing.whole(wanted.asked),
        {"organization": uow.organization_id},
        execution_options={"yield_per": BATCH},
    )
    async for values in found.partitions(BATCH):
        yield await wanted.listing.items(uow, values)


async def csv_of(
    engine: AsyncEngine, actor: Actor, request_id: str, wanted: Wanted, export_id: UUID
) -> AsyncIterator[bytes]:
    """The body of an answer, sent after the handler's own transaction: it opens one of its own, as the same person."""
    rows = 0
    _sending.add(export_id)
    try:
        async with unit_of_work(engine, actor, request_id=request_id, limits=JOB_LIMITS) as uow:
            yield comma.MARK + comma.lines([wanted.sheet.heads])
            async for items in batches(uow, wanted):
                rows += len(items)
                yield comma.lines(wanted.sheet.rows(items))
            await ended(uow, export_id, "ready", rows)
    except BaseException:
        closing = asyncio.ensure_future(broken_off(engine, actor, request_id, export_id, rows))
        _closing.add(closing)
        closing.add_done_callback(_closing.discard)
        await asyncio.shield(closing)
        raise
    finally:
        _sending.discard(export_id)


async def ended(uow: UnitOfWork, export_id: UUID, state: str, rows: int, error: str = "") -> bool:
    """How it came out. False where it had ended otherwise before."""
    row = await ExportRepository(uow).by_id(export_id)
    told = {"state": state, "rows_total": rows, "error": error, "finished_at": uow.now()}
    running = await ExportRepository(uow).advance(row.id, rows)
    return running and await guarded_update(uow, Export, row.id, told, Export.state == "running")


async def broken_off(engine: AsyncEngine, actor: Actor, request_id: str, export_id: UUID, rows: int) -> None:
    """The browser went away, or the database did: what had left by then stays written down."""
    async with unit_of_work(engine, actor, request_id=request_id) as uow:
        await ended(uow, export_id, "cancelled", rows, _("Broken off while it was sent"))


async def book_of(uow: UnitOfWork, wanted: Wanted) -> tuple[bytes, int]:
    """A workbook, and how many rows are in it."""
    rows = 0
    with await asyncio.to_thread(excel.Book, wanted.title, wanted.sheet.heads) as book:
        async for items in batches(uow, wanted):
            rows += len(items)
            await asyncio.to_thread(book.write, wanted.sheet.rows(items))
        return await asyncio.to_thread(book.finished), rows
