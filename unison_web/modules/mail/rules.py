"""What a mail may be, how often it is tried, and when a company's way of sending makes sense."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Literal

from unison_web.kit.i18n import _
from unison_web.kit.permissions import Permission
from unison_web.kit.state import YES, Verdict, no

PROVIDERS = ("smtp", "sendgrid", "ses")
SECURITIES = ("starttls", "tls", "none")
REGIONS = ("global", "eu")
STATES = ("queued", "sending", "sent", "delivered", "bounced", "complained", "failed", "suppressed", "caught")
REASONS = ("by_hand", "bounced", "complained")
ADDRESS = re.compile(r"[^@\s<>,;:\"\\]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")
HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.:-]{0,251}[A-Za-z0-9])?")
AWS_REGION = re.compile(r"[a-z]{2}(?:-[a-z]+)+-\d")
#: How long after which try the next one follows; after the last the mail has failed, about two days later.
WAITS = tuple(timedelta(minutes=n) for n in (1, 5, 15, 60, 240, 720, 1440))
#: A mail that was being sent for so long was not: its worker is gone.
STUCK = timedelta(minutes=10)
#: Before a mail is done. From here it can still be sent by the job that has it.
OPEN = ("queued", "sending")

Provider = Literal["catcher", "smtp", "sendgrid", "ses"]
Fallback = Literal["", "smtp", "sendgrid", "ses"]
#: What was wrong: our settings, this mail, or nothing but the moment.
Fault = Literal["settings", "refused", "away"]


class Mail(Permission):
    """What a mail says is seen by who may change the settings only: an invitation has a link in it."""

    READ = "mail:read"
    WRITE = "mail:write"


def tidy_address(said: str) -> str:
    """As it is compared: small letters, nothing around it."""
    return said.strip().lower()


def good_address(said: str, field: str) -> Verdict:
    if not ADDRESS.fullmatch(said) or ".." in said or not said.isascii():
        return no(_("This is no e-mail address: {address}").format(address=said[:100]), field=field)
    return YES


def next_try(attempts: int, now: datetime) -> datetime | None:
    """When a mail that could not be sent is tried again; None after the last try."""
    return now + WAITS[attempts - 1] if attempts <= len(WAITS) else None


def may_send_again(state: str, claimed_at: datetime | None, now: datetime, *, kept: bool) -> Verdict:
    if state in ("queued", "sending") and not (state == "sending" and claimed_at and claimed_at < now - STUCK):
        return no(_("This mail is already on its way"))
    if state in ("delivered", "sent"):
        return no(_("This mail was sent"))
    if not kept:
        return no(_("What it said is not kept, because there was a secret in it. Make a new one where it came from"))
    return YES


def good_chain(provider: str, fallback: str) -> Verdict:
    if provider == "catcher" and fallback:
        return no(_("Mails that are caught need no second way"), field="fallback")
    if provider == fallback:
        return no(_("Choose another provider as the second way"), field="fallback")
    return YES
