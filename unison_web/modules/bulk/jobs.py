"""The worker's side."""

from __future__ import annotations

from uuid import UUID

from unison_web.kit import i18n
from unison_web.kit.i18n import _
from unison_web.kit.jobs import Context, caller_of, engine_of
from unison_web.kit.web import frame
from unison_web.kit.web.frame import Frame
from unison_web.modules.bulk import service


async def run_bulk(context: Context, *, run_id: str) -> None:
    """In the words and the time of who asked. After the last try it says that it failed, and how far it came."""
    job, caller = context["job"], caller_of(context["job"])
    actor = caller.actor()
    i18n.speak(actor.locale)
    frame.current.set(Frame(actor.timezone, actor.currency))
    try:
        await service.work(engine_of(context), actor, caller.request_id, UUID(run_id), job.update)
    except Exception:
        if job.attempts >= job.retries:
            why = _("Something went wrong on our side. What was done stays done")
            await service.fail(engine_of(context), actor, UUID(run_id), why)
        raise
