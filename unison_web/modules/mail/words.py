"""What kinds of mail, providers and reasons are called."""

from __future__ import annotations

from typing import Any

from unison_web.kit.i18n import lazy as _

KINDS: dict[str, Any] = {
    "invitation": _("Invitation"), "password": _("New password"), "notice": _("Notice"), "report": _("Report"),
    "summary": _("Summary of a day"),
}  # fmt: skip
PROVIDERS: dict[str, Any] = {
    "": "", "catcher": _("Nobody: catch mails here"), "smtp": _("SMTP server"), "sendgrid": "SendGrid",
    "ses": "AWS SES",
}  # fmt: skip
REASONS: dict[str, Any] = {
    "by_hand": _("Put on the list"), "bounced": _("Mails came back"), "complained": _("Called our mails spam"),
}  # fmt: skip


def mail_kind(kind: str) -> Any:
    """A module above may have kinds of its own."""
    return KINDS.get(kind, kind)
