"""The worker's side of printing labels. A printer that does not answer holds up nobody but its own label."""

from __future__ import annotations

import asyncio
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncEngine

from unison_web.kit.actor import Actor
from unison_web.kit.db.transaction import JOB_LIMITS
from unison_web.kit.db.unit_of_work import UnitOfWork, unit_of_work
from unison_web.kit.errors import Unavailable
from unison_web.kit.i18n import _
from unison_web.kit.jobs import Context, caller_of, engine_of
from unison_web.kit.pdf import pdf_available
from unison_web.modules.labels import rules
from unison_web.modules.labels.models import LabelPrint
from unison_web.modules.labels.repository import LabelPrintRepository
from unison_web.modules.labels.service import printing

SECONDS = 5.0
DONE = ("ready", "sent", "failed")
MISSING = "Paper needs Pango, which is not installed. Run: python bin/system.py"


class TryAgain(Exception):
    """The queue is to run this job once more, later."""


async def print_label(context: Context, *, print_id: str) -> None:
    """Make one label and bring it out. May run twice after a crash; the second run finds it done, or prints again
    what was sent but not yet written down."""
    caller, engine, key = caller_of(context["job"]), engine_of(context), UUID(print_id)
    actor, base = caller.actor(), f"{context['settings'].public_url}/s"
    async with unit_of_work(engine, actor, request_id=caller.request_id, limits=JOB_LIMITS) as uow:
        row = await LabelPrintRepository(uow).whole(key)
        if row.state in DONE:
            return
        kind, host, port = row.printer.kind, row.printer.host, row.printer.port
        content = await _content(uow, row, context, base)
    try:
        if kind == "pdf":
            document = await _pdf(context, str(content))
        else:
            document = bytes(content) if isinstance(content, bytes) else b""
            if kind == "zpl_tcp":
                await send(host, port, document)
    except (OSError, TimeoutError, Unavailable) as trouble:
        await _missed(engine, actor, caller.request_id, key, _words(trouble, host, port))
        return
    async with unit_of_work(engine, actor, request_id=caller.request_id, limits=JOB_LIMITS) as uow:
        row = await LabelPrintRepository(uow).whole(key, lock=True)
        printing.done(uow, row, "sent" if kind == "zpl_tcp" else "ready", document)


async def send(host: str, port: int, content: bytes) -> None:
    """Everything to the printer, and the connection closed. Raises OSError or TimeoutError when it does not take it."""
    async with asyncio.timeout(SECONDS):
        _reader, writer = await asyncio.open_connection(host, port)
        try:
            writer.write(content)
            await writer.drain()
        finally:
            writer.close()
            await writer.wait_closed()


async def _content(uow: UnitOfWork, row: LabelPrint, context: Context, base: str) -> str | bytes:
    if row.printer.kind == "pdf":
        return await printing.html_of(uow, row, context["jinja"], base)
    return await printing.zpl_of(uow, row, base)


async def _pdf(context: Context, html: str) -> bytes:
    if not pdf_available():
        raise Unavailable(MISSING)
    document: bytes = await context["printer"].render(html)
    return document


async def _missed(engine: AsyncEngine, actor: Actor, request_id: str, key: UUID, words: str) -> None:
    """Write down what happened first, then ask the queue for another try."""
    async with unit_of_work(engine, actor, request_id=request_id) as uow:
        row = await LabelPrintRepository(uow).whole(key, lock=True)
        last = row.attempts + 1 >= rules.MOST_ATTEMPTS
        printing.missed(uow, row, words, last=last)
    if not last:
        raise TryAgain(words)


def _words(trouble: Exception, host: str, port: int) -> str:
    if isinstance(trouble, Unavailable):
        return trouble.message
    return _("The printer at {host}, port {port}, does not answer").format(host=host, port=port)
