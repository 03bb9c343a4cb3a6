"""The worker's side of imports."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from unison_web.kit import i18n
from unison_web.kit.i18n import _
from unison_web.kit.jobs import Context, caller_of, engine_of
from unison_web.kit.web import frame
from unison_web.kit.web.frame import Frame
from unison_web.modules.imports.service import undoing
from unison_web.modules.imports.service.working import Work


async def check_import(context: Context, *, import_id: str) -> None:
    """What would become of every row."""
    work = _work(context, import_id)
    await _or_fail(context, work, work.check())


async def apply_import(context: Context, *, import_id: str, leave_out: str = "") -> None:
    """The rows become records, all in one transaction."""
    work = _work(context, import_id)
    await _or_fail(context, work, work.apply(leave_out=bool(leave_out)))


async def undo_import(context: Context, *, import_id: str) -> None:
    """Everything as it was, or the reasons why not."""
    work = _work(context, import_id)
    await _or_fail(context, work, undoing.undo(work.engine, work.actor, work.id))


def _work(context: Context, import_id: str) -> Work:
    caller = caller_of(context["job"])
    actor = caller.actor()
    i18n.speak(actor.locale)
    frame.current.set(Frame(actor.timezone, actor.currency))
    return Work(engine_of(context), actor, UUID(import_id))


async def _or_fail(context: Context, work: Work, doing: Any) -> None:
    """A job that was killed runs again; after the last try the import says that it failed. Nothing is half done."""
    job = context["job"]
    try:
        await doing
    except Exception:
        if job.attempts >= job.retries:
            await work.fail(_("Something went wrong on our side. Nothing was imported. Try again"))
        raise
