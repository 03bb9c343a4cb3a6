"""The worker's side of printing: read in one unit of work, render outside any transaction, write in another."""

from __future__ import annotations

from uuid import UUID

from unison_web.kit.db.transaction import JOB_LIMITS
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.kit.errors import Unavailable
from unison_web.kit.jobs import Context, caller_of, engine_of
from unison_web.kit.pdf import pdf_available
from unison_web.modules.prints import service

MISSING = "Paper needs Pango, which is not installed. Run: python bin/system.py"


async def render_print(context: Context, *, print_id: str) -> None:
    """Render one document. May run twice after a crash; the second run finds it ready."""
    caller, engine, key = caller_of(context["job"]), engine_of(context), UUID(print_id)
    actor = caller.actor()
    async with unit_of_work(engine, actor, request_id=caller.request_id, limits=JOB_LIMITS) as uow:
        if not pdf_available():
            await service.fail(uow, key, MISSING)
            return
        html = await service.html_of(uow, key, context["jinja"], context["settings"].public_url)
    if html is None:
        return
    try:
        document = await context["printer"].render(html)
    except Unavailable as trouble:
        async with unit_of_work(engine, actor, request_id=caller.request_id) as uow:
            await service.fail(uow, key, trouble.message)
        return
    async with unit_of_work(engine, actor, request_id=caller.request_id, limits=JOB_LIMITS) as uow:
        await service.finish(uow, key, document)
