"""Whether the settings work, found by sending with them, in words."""

from __future__ import annotations

from unison_web.kit.db.ids import new_id
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import _
from unison_web.kit.i18n import lazy as later
from unison_web.kit.vault import Vault
from unison_web.modules.mail import rules
from unison_web.modules.mail.repository import MailSettingsRepository
from unison_web.modules.mail.schemas import MailFindingOut, MailTestOut
from unison_web.modules.mail.service import company
from unison_web.modules.mail.service.roads import Post, Road, Trouble, Ways
from unison_web.modules.mail.service.writing import Letter, write
from unison_web.modules.mail.words import PROVIDERS

Parcel = tuple[str, Road | Trouble, Post | None]


async def prepare(uow: UnitOfWork, vault: Vault, ways: Ways, to: str) -> list[Parcel]:
    """A mail for each way; none where mails are caught."""
    rules.good_address(to, "to").or_refuse()
    settings = await MailSettingsRepository(uow).the_one()
    if settings is None:
        return []
    try:
        roads = company.roads_of(settings, vault, ways)
    except Trouble as trouble:
        return [(settings.provider, trouble, None)]
    parcels: list[Parcel] = []
    for road in roads:
        said = {"who": uow.actor.name, "provider": str(PROVIDERS[road.name])}
        written = await write(uow, Letter("test", "", to, later("Test of e-mail"), "mail/letters/test.html", said))
        key, sender = str(new_id()), settings.sender_address
        post = Post(
            key, f"<{key}@{sender.rpartition('@')[2]}>", to, "", sender, settings.sender_name, settings.reply_to,
            written.subject, written.html, written.text,
        )  # fmt: skip
        parcels.append((road.name, road, post))
    return parcels


async def ask(parcels: list[Parcel], to: str) -> MailTestOut:
    findings = [await _asked(*parcel, to) for parcel in parcels]
    if not findings:
        words = _(
            "Nothing leaves: mails are caught here to be read, under Outgoing mail. Choose a provider to send them"
        )
        findings = [MailFindingOut("catcher", True, words)]
    return MailTestOut(all(each.fine for each in findings), to, findings)


async def _asked(name: str, road: Road | Trouble, post: Post | None, to: str) -> MailFindingOut:
    try:
        if isinstance(road, Trouble):
            raise road
        assert post is not None  # noqa: S101  each road has its post
        await road.send(post)
    except Trouble as trouble:
        return MailFindingOut(name, False, trouble.words)
    words = _("{provider} took the mail to {address}").format(provider=PROVIDERS[name], address=to)
    return MailFindingOut(name, True, words)
