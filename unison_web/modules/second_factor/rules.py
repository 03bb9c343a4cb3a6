"""Codes of thirty seconds, recovery codes, and who has to have a second factor."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

import pyotp

from unison_web.kit.i18n import _
from unison_web.kit.permissions import Permission
from unison_web.kit.state import YES, Verdict, no

#: RFC 6238: a step of thirty seconds; the steps beside it count too, for clocks that are a little off.
STEP, BESIDE = 30, 1
DIGITS = 6
TRIES, TRIES_WITHIN, MOST_EVER = 5, timedelta(minutes=15), 50
OFFER_LIFE = timedelta(minutes=30)
RECOVERY_CODES = 10
#: 24 letters of 32 are 120 bits, so a fast hash keeps them (ASVS 6.5.2). No letters that look like others.
RECOVERY_LETTERS, RECOVERY_LENGTH = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ", 24
NEEDED_BY = ("nobody", "administrators", "everybody")
ADMINISTRATOR = "administrator"


class Security(Permission):
    READ = "security:read"
    WRITE = "security:write"


def new_seed() -> str:
    return pyotp.random_base32()


def uri(seed: str, email: str, issuer: str) -> str:
    """What authenticator apps read from the QR code."""
    return pyotp.TOTP(seed).provisioning_uri(name=email, issuer_name=issuer)


def step_of(at: datetime) -> int:
    return int(at.timestamp()) // STEP


def matching_step(seed: str, code: str, now: datetime, used: int) -> int | None:
    """The step this code belongs to: now, the one before or the one after, and none that was used already."""
    app, here = pyotp.TOTP(seed), step_of(now)
    for step in range(here - BESIDE, here + BESIDE + 1):
        if secrets.compare_digest(app.at(step * STEP), code) and step > used:
            return step
    return None


def looks_like_a_code(said: str) -> bool:
    return len(said) == DIGITS and said.isascii() and said.isdigit()


def tidy(said: str) -> str:
    """As people type it: with spaces, dashes and small letters."""
    return "".join(letter for letter in said if letter.isalnum()).upper()[:64]


def new_recovery_codes() -> list[str]:
    return [
        "".join(secrets.choice(RECOVERY_LETTERS) for _place in range(RECOVERY_LENGTH))
        for _each in range(RECOVERY_CODES)
    ]


def grouped(code: str) -> str:
    """Four groups of six, to read aloud."""
    return "-".join(code[start : start + 6] for start in range(0, len(code), 6))


def may_try(failed: int, last_failure: datetime | None, now: datetime) -> Verdict:
    """Five tries, then a pause; fifty in a row, then an administrator."""
    if failed >= MOST_EVER:
        return no(_("Too many wrong codes. Ask an administrator to reset your second factor"), code="locked")
    if failed and failed % TRIES == 0 and last_failure and now - last_failure < TRIES_WITHIN:
        return no(_("Too many wrong codes. Wait a quarter of an hour"), code="locked")
    return YES


def is_needed(needed_by: str, roles: Collection[str]) -> bool:
    return needed_by == "everybody" or (needed_by == "administrators" and ADMINISTRATOR in roles)


def may_remove(needed: bool, left: int) -> Verdict:
    if needed and not left:
        return no(_("Your company needs a second factor. Add another one first"), code="needed")
    return YES
