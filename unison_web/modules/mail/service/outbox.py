"""The outbox: a mail is written inside the transaction that has a reason for it, and sent by a job."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from unison_web.kit.db.ids import new_id
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import NotFound, Refused
from unison_web.kit.i18n import _
from unison_web.kit.jobs import enqueue
from unison_web.modules.mail import rules
from unison_web.modules.mail.events import MailMoved
from unison_web.modules.mail.models import MailEvent, MailMessage, MailSuppression
from unison_web.modules.mail.repository import MailRepository, MailSettingsRepository, SuppressionRepository
from unison_web.modules.mail.service.roads import Post
from unison_web.modules.mail.service.writing import Letter, write


async def send(uow: UnitOfWork, letter: Letter, at: datetime | None = None) -> MailMessage:
    """Write the mail and ask for its job, now or ``at`` a later time. The same key gives the mail that is there
    already. An address that gets none any more is written down as such, and nothing is sent."""
    if known := await MailRepository(uow).by_key(letter.key):
        return known
    rules.good_address(letter.to.strip(), "to").or_refuse()
    written = await write(uow, letter)
    kind, record = letter.about or ("", None)
    row = MailMessage(
        kind=letter.kind, key=letter.key, to_address=letter.to.strip(), to_name=letter.name, subject=written.subject,
        html=written.html, text=written.text, secret=letter.secret, about_kind=kind, about_id=record,
        asked_by=uow.actor.user_id, state="queued", attempts=0, fault="", error="", provider="", provider_id="",
        header_id="",
    )  # fmt: skip
    try:
        async with uow.attempt():
            uow.session.add(row)
            await uow.session.flush()
            step(uow, row, "queued")
            await queue(uow, row, at)
    except IntegrityError:  # somebody else wrote the same one at the same time
        return await MailRepository(uow).one(MailRepository(uow).mine().where(MailMessage.key == letter.key))
    return row


async def queue(uow: UnitOfWork, row: MailMessage, at: datetime | None = None) -> None:
    """A new job for the mail, at once or later; an older one finds that it is not meant any more."""
    row.state, row.job, row.next_at = "queued", str(new_id()), at
    await uow.session.flush()
    await enqueue(uow, "send_mail", f"mail:{row.job}", at=at, message_id=row.id, turn=row.job)


async def again(uow: UnitOfWork, message_id: UUID) -> MailMessage:
    """Send one once more that failed, came back, was caught or was left in the middle."""
    row = await MailRepository(uow).whole(message_id, lock=True)
    rules.may_send_again(row.state, row.claimed_at, uow.now(), kept=bool(row.text)).or_refuse()
    if await SuppressionRepository(uow).of(row.to_address):
        raise Refused(_("{address} gets no mail any more. Take it off the list first").format(address=row.to_address))
    row.attempts, row.fault, row.error = 0, "", ""
    step(uow, row, "queued", words=_("Sent again by {name}").format(name=uow.actor.name))
    await queue(uow, row)
    return row


async def wake(uow: UnitOfWork) -> int:
    """The settings are right again: what waited for that goes now. Returns how many."""
    rows = await MailRepository(uow).held_up()
    for row in rows:
        if row.text:
            row.attempts = 0
            await queue(uow, row)
    return len(rows)


def step(
    uow: UnitOfWork, row: MailMessage, kind: str, *, words: str = "", provider: str = "", key: str | None = None
) -> None:
    """One line of what became of the mail, and a sign to the pages that show it."""
    uow.session.add(
        MailEvent(message_id=row.id, kind=kind, words=words[:1000], provider=provider, key=key, created_at=uow.now())
    )
    uow.emit(MailMoved(row.id, kind))


async def suppress(uow: UnitOfWork, address: str, reason: str, note: str = "") -> MailSuppression:
    """From now on this address gets nothing."""
    rules.good_address(address.strip(), "address").or_refuse()
    found = await SuppressionRepository(uow).of(address)
    if found is None:
        found = MailSuppression(address=rules.tidy_address(address), reason=reason, note=note[:500])
        uow.session.add(found)
        await uow.session.flush()
    return found


async def as_file(uow: UnitOfWork, message_id: UUID) -> bytes:
    """As a mail program opens it. Raises NotFound where what it said is not kept."""
    row = await MailRepository(uow).whole(message_id)
    settings = await MailSettingsRepository(uow).the_one()
    if not row.text:
        raise NotFound
    sender = (settings.sender_address if settings else "") or "nobody@unison.invalid"
    header = row.header_id or f"<{row.id}@unison.invalid>"
    name, answers = (settings.sender_name, settings.reply_to) if settings else ("", "")
    post = Post(
        str(row.id), header, row.to_address, row.to_name, sender, name, answers, row.subject, row.html, row.text
    )
    return post.mime().as_bytes()
