"""The worker's side of e-mail."""

from __future__ import annotations

from uuid import UUID

from unison_web.kit import i18n
from unison_web.kit.jobs import Context, caller_of, engine_of
from unison_web.modules.mail.service.delivering import Courier
from unison_web.modules.mail.service.roads import Ways


async def send_mail(context: Context, *, message_id: str, turn: str) -> None:
    """Send one mail, or write down why not and when it is tried again. A worker that was killed in between leaves the
    mail to the next run of this job, which sends it under the same Message-ID."""
    caller = caller_of(context["job"])
    i18n.speak(caller.locale)
    ways = Ways.of(context["settings"])
    courier = Courier(engine_of(context), caller.actor(), caller.request_id, context["vault"], ways)
    await courier.deliver(UUID(message_id), turn)
