"""Mails and settings as they are shown."""

from __future__ import annotations

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import _
from unison_web.kit.vault import Vault
from unison_web.modules.mail import rules
from unison_web.modules.mail.models import MailMessage
from unison_web.modules.mail.repository import MailEventRepository, MailRepository, MailSettingsRepository
from unison_web.modules.mail.schemas import MailEventOut, MailOut, MailSettingsOut
from unison_web.modules.mail.service import company

SAME = (
    "provider", "fallback", "sender_address", "sender_name", "reply_to", "per_minute", "smtp_host", "smtp_port",
    "smtp_security", "smtp_user", "sendgrid_region", "ses_region", "ses_key_id", "ses_topic", "trouble", "trouble_at",
)  # fmt: skip


async def settings_shown(uow: UnitOfWork, vault: Vault, site: str) -> MailSettingsOut:
    told = MailSettingsOut()
    if row := await MailSettingsRepository(uow).the_one():
        for name in SAME:
            setattr(told, name, getattr(row, name))
        told.has_smtp_password, told.has_sendgrid_key = bool(row.smtp_sealed), bool(row.sendgrid_sealed)
        told.has_ses_secret, told.has_sendgrid_public_key = bool(row.ses_sealed), bool(row.sendgrid_public_key)
        if uow.actor.may(str(rules.Mail.WRITE)) and (secret := company.hook_of(row, vault)):
            told.hook = f"{site}/api/v1/hooks/mail/{secret}"
    counted = await MailRepository(uow).counted()
    told.waiting, told.failed = sum(counted.get(state, 0) for state in rules.OPEN), counted.get("failed", 0)
    return told


async def mail_shown(uow: UnitOfWork, row: MailMessage) -> MailOut:
    """What it says is for who may change the settings: there may be a link in it that lets somebody in."""
    writes = uow.actor.may(str(rules.Mail.WRITE))
    because = "" if writes else _("What a mail says is shown to who may change the settings of e-mail")
    if writes and not row.text:
        because = _("What it said is not kept, because there was a secret in it.")
    may_again = bool(rules.may_send_again(row.state, row.claimed_at, uow.now(), kept=bool(row.text)))
    return MailOut.of(
        row,
        text=row.text if writes else "",
        because=because,
        may_again=writes and may_again,
        events=MailEventOut.all_of(await MailEventRepository(uow).of(row.id)),
    )
