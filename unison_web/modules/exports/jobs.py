"""The worker's side of files."""

from __future__ import annotations

from uuid import UUID

from unison_web.kit import i18n
from unison_web.kit.errors import UnisonError
from unison_web.kit.i18n import _
from unison_web.kit.jobs import Context, caller_of, engine_of
from unison_web.kit.web import frame
from unison_web.kit.web.frame import Frame
from unison_web.modules.exports.service.making import Maker


async def make_export(context: Context, *, export_id: str) -> None:
    """Make one file, in the words and the time of who asked. After the last try it says that it failed."""
    job, caller = context["job"], caller_of(context["job"])
    actor = caller.actor()
    i18n.speak(actor.locale)
    frame.current.set(Frame(actor.timezone, actor.currency))
    maker = Maker(engine_of(context), actor, caller.request_id, UUID(export_id))
    try:
        await maker.make()
    except UnisonError as trouble:
        await maker.fail(trouble.message)
    except Exception:
        if job.attempts >= job.retries:
            await maker.fail(_("Something went wrong on our side. Ask for the file again"))
        raise
