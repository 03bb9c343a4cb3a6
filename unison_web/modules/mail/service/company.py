"""How a company sends: set up, opened for the worker, tested."""

from __future__ import annotations

import secrets
from hashlib import sha256

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.kit.state import all_of
from unison_web.kit.vault import Unreadable, Vault
from unison_web.modules.mail import rules
from unison_web.modules.mail.models import MailSettings
from unison_web.modules.mail.repository import MailSettingsRepository
from unison_web.modules.mail.schemas import MailSettingsIn
from unison_web.modules.mail.service import outbox
from unison_web.modules.mail.service.by_sendgrid import HOSTS, SendGrid
from unison_web.modules.mail.service.by_ses import Ses
from unison_web.modules.mail.service.by_smtp import Smtp
from unison_web.modules.mail.service.roads import Road, Trouble, Ways

SECRETS = {"smtp": "smtp_password", "sendgrid": "sendgrid_key", "ses": "ses_secret"}
PLAIN = (
    "provider", "fallback", "per_minute", "smtp_port", "smtp_security", "sendgrid_region",
)  # fmt: skip
TEXTS = (
    "sender_address", "sender_name", "reply_to", "smtp_host", "smtp_user", "sendgrid_public_key", "ses_region",
    "ses_key_id", "ses_topic",
)  # fmt: skip


def about(settings: MailSettings, provider: str) -> str:
    """What a sealed secret belongs to."""
    return f"mail {provider} of {settings.organization_id}"


async def save(uow: UnitOfWork, vault: Vault, data: MailSettingsIn) -> MailSettings:
    """An empty secret leaves the one that is there. What waited for better settings is sent now."""
    row = await MailSettingsRepository(uow).the_one(lock=True)
    if row is None:
        row = MailSettings(organization_id=uow.organization_id, trouble_at=None)
        uow.session.add(row)
    _judge(row, data)
    for name in PLAIN:
        setattr(row, name, getattr(data, name))
    for name in TEXTS:
        setattr(row, name, getattr(data, name).strip())
    for provider, name in SECRETS.items():
        if said := getattr(data, name).strip():
            setattr(row, f"{provider}_sealed", vault.seal(said, about(row, provider)))
    if not row.smtp_user:
        row.smtp_sealed = ""
    row.trouble, row.trouble_at = "", None
    await uow.session.flush()
    if row.provider != "catcher":
        await outbox.wake(uow)
    return row


def _judge(row: MailSettings, data: MailSettingsIn) -> None:
    used = {str(each) for each in (data.provider, data.fallback)} - {"", "catcher"}
    verdicts = [rules.good_chain(data.provider, data.fallback)]
    if used or data.sender_address:
        verdicts.append(rules.good_address(data.sender_address.strip(), "sender_address"))
    if data.reply_to:
        verdicts.append(rules.good_address(data.reply_to.strip(), "reply_to"))
    all_of(verdicts).or_refuse()
    if wrong := _missing(row, data, used):
        raise Refused(**wrong)


def _missing(row: MailSettings, data: MailSettingsIn, used: set[str]) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if "smtp" in used and not rules.HOST.fullmatch(data.smtp_host.strip()):
        wrong["smtp_host"] = _("Enter the name of the mail server")
    if "smtp" in used and data.smtp_user and data.smtp_security == "none" and not _is_here(data.smtp_host):
        wrong["smtp_security"] = _("A password is never sent without encryption")
    if "sendgrid" in used and not (data.sendgrid_key or row.sendgrid_sealed):
        wrong["sendgrid_key"] = _("Enter the API key")
    if "ses" in used and not rules.AWS_REGION.fullmatch(data.ses_region.strip()):
        wrong["ses_region"] = _("Write the region as eu-central-1")
    if "ses" in used and not data.ses_key_id.strip():
        wrong["ses_key_id"] = _("Enter the access key")
    if "ses" in used and not (data.ses_secret or row.ses_sealed):
        wrong["ses_secret"] = _("Enter the secret key")
    return wrong


def _is_here(host: str) -> bool:
    return host.strip() in ("127.0.0.1", "localhost", "::1")


def roads_of(settings: MailSettings, vault: Vault, ways: Ways) -> list[Road]:
    """In the order they are tried; none where mails are caught. Raises Trouble where a secret cannot be read."""
    return [_road(settings, name, vault, ways) for name in (settings.provider, settings.fallback) if name in SECRETS]


def _road(row: MailSettings, name: str, vault: Vault, ways: Ways) -> Road:
    try:
        secret = vault.open(row.sealed(name), about(row, name)) if row.sealed(name) else ""
    except Unreadable as error:
        words = _("The password cannot be read any more. An administrator has to enter it again")
        raise Trouble("settings", words) from error
    if name == "smtp":
        return Smtp(ways.outside, row.smtp_host, row.smtp_port, row.smtp_security, row.smtp_user, secret)
    if name == "sendgrid":
        return SendGrid(secret, ways.sendgrid_url or HOSTS[row.sendgrid_region])
    return Ses(row.ses_region, row.ses_key_id, secret, ways.ses_url)


async def new_hook(uow: UnitOfWork, vault: Vault) -> MailSettings:
    """A new secret address for what providers tell; the older one stops working."""
    row = await MailSettingsRepository(uow).the_one(lock=True)
    if row is None:
        raise Refused(_("Set e-mail up first"))
    secret = secrets.token_urlsafe(24)
    row.hook_hash, row.hook_sealed = hashed(secret), vault.seal(secret, about(row, "hook"))
    await uow.session.flush()
    return row


def hashed(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def hook_of(row: MailSettings, vault: Vault) -> str:
    """The secret in the address; empty where there is none."""
    try:
        return vault.open(row.hook_sealed, about(row, "hook")) if row.hook_sealed else ""
    except Unreadable:
        return ""
