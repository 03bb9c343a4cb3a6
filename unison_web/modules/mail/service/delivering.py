"""The worker's way with one mail: claim it, hand it over, write down what came of it. Three transactions' worth of
time, and none of them is open while anybody outside is asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncEngine

from unison_web.kit.actor import Actor
from unison_web.kit.db.transaction import JOB_LIMITS
from unison_web.kit.db.unit_of_work import UnitOfWork, unit_of_work
from unison_web.kit.i18n import _
from unison_web.kit.vault import Vault
from unison_web.modules.mail import rules
from unison_web.modules.mail.models import MailMessage, MailSettings
from unison_web.modules.mail.repository import MailRepository, MailSettingsRepository, SuppressionRepository
from unison_web.modules.mail.service import company
from unison_web.modules.mail.service.outbox import queue, step
from unison_web.modules.mail.service.roads import Post, Road, Trouble, Ways

MINUTE = timedelta(minutes=1)


@dataclass(slots=True)
class Outcome:
    """``road`` took it as ``provider_id``; or nobody did. ``troubles`` are of the roads that were tried before."""

    road: str = ""
    provider_id: str = ""
    troubles: list[tuple[str, Trouble]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Courier:
    """``turn`` is the job's own: a mail that was asked for again has another, and this one lets go."""

    engine: AsyncEngine
    actor: Actor
    request_id: str
    vault: Vault
    ways: Ways

    async def deliver(self, message_id: UUID, turn: str) -> None:
        async with self._unit() as uow:
            claimed = await claim(uow, self.vault, self.ways, message_id, turn)
        if claimed is None:
            return
        post, roads = claimed
        outcome = await carry(roads, post) if isinstance(roads, list) else Outcome(troubles=[("", roads)])
        async with self._unit() as uow:
            await record(uow, message_id, turn, outcome)

    def _unit(self) -> Any:
        return unit_of_work(self.engine, self.actor, request_id=self.request_id, limits=JOB_LIMITS)


async def claim(
    uow: UnitOfWork, vault: Vault, ways: Ways, message_id: UUID, turn: str
) -> tuple[Post, list[Road] | Trouble] | None:
    """What is to be handed over, and by which ways; None where there is nothing to do, or not now."""
    settings = await MailSettingsRepository(uow).the_one(lock=True)
    row = await MailRepository(uow).whole(message_id, lock=True)
    if row.job != turn or row.state not in rules.OPEN:
        return None
    if await SuppressionRepository(uow).of(row.to_address):
        ended(uow, row, "suppressed", _("This address gets no mail any more"))
        return None
    if settings is None or settings.provider == "catcher":
        ended(uow, row, "caught", _("Nothing leaves: mails are caught here to be read"))
        return None
    if await MailRepository(uow).since(uow.now() - MINUTE) >= settings.per_minute:
        step(uow, row, "waiting", words=_("More mails than the limit allows in a minute"))
        await queue(uow, row, uow.now() + MINUTE)
        return None
    row.state, row.claimed_at, row.attempts, row.next_at = "sending", uow.now(), row.attempts + 1, None
    row.header_id = row.header_id or f"<{row.id}@{settings.sender_address.rpartition('@')[2]}>"
    step(uow, row, "sending")
    await uow.session.flush()
    try:
        return post_of(row, settings), company.roads_of(settings, vault, ways)
    except Trouble as trouble:
        return post_of(row, settings), trouble


def ended(uow: UnitOfWork, row: MailMessage, state: str, words: str) -> None:
    row.state, row.error = state, ""
    step(uow, row, state, words=words)


def post_of(row: MailMessage, settings: MailSettings) -> Post:
    return Post(
        str(row.id), row.header_id, row.to_address, row.to_name, settings.sender_address, settings.sender_name,
        settings.reply_to, row.subject, row.html, row.text,
    )  # fmt: skip


async def carry(roads: list[Road], post: Post) -> Outcome:
    """By the first way that works. A mail that is refused for what it is, is not offered to the next."""
    outcome = Outcome()
    for road in roads:
        try:
            outcome.provider_id = await road.send(post)
        except Trouble as trouble:
            outcome.troubles.append((road.name, trouble))
            if trouble.fault == "refused":
                break
        else:
            outcome.road = road.name
            break
    return outcome


async def record(uow: UnitOfWork, message_id: UUID, turn: str, outcome: Outcome) -> None:
    row = await MailRepository(uow).whole(message_id, lock=True)
    if row.job != turn or row.state != "sending":
        return
    for road, trouble in outcome.troubles:
        step(uow, row, "waiting", words=trouble.words, provider=road)
    wrong = next((trouble.words for _road, trouble in outcome.troubles if trouble.fault == "settings"), "")
    await MailSettingsRepository(uow).note(wrong, uow.now() if wrong else None)
    if outcome.road:
        sent(uow, row, outcome)
    else:
        await missed(uow, row, outcome.troubles[-1][1])
    await uow.session.flush()


def sent(uow: UnitOfWork, row: MailMessage, outcome: Outcome) -> None:
    row.state, row.sent_at, row.fault, row.error = "sent", uow.now(), "", ""
    row.provider, row.provider_id = outcome.road, outcome.provider_id
    if row.secret:
        row.html, row.text = "", ""
    step(uow, row, "sent", provider=outcome.road)


async def missed(uow: UnitOfWork, row: MailMessage, trouble: Trouble) -> None:
    """Nothing is lost: it waits for its next try, or stays as failed to be sent again."""
    row.fault, row.error = trouble.fault, trouble.words[:500]
    at = rules.next_try(row.attempts, uow.now()) if trouble.fault != "refused" else None
    if at:
        await queue(uow, row, at)
        return
    row.state = "failed"
    step(uow, row, "failed", words=trouble.words)
