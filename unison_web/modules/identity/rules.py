"""Passwords, lock-out, sessions and seeded roles, as plain values."""

from __future__ import annotations

from datetime import datetime, timedelta

from unison_web.kit.i18n import _
from unison_web.kit.permissions import Permission
from unison_web.kit.state import YES, Verdict, all_of, no

USER_STATES = ("invited", "active", "locked", "disabled")
SESSION_KINDS = ("web", "api", "badge")
DEVICE_STATES = ("pending", "active", "revoked")
BADGE_STATES = ("active", "revoked")

# NIST SP 800-63B-4: length is what counts, no composition rules, no expiry, a list of known-bad passwords.
SHORTEST_PASSWORD, LONGEST_PASSWORD = 15, 128
TRIES, TRIES_WITHIN = 10, timedelta(minutes=15)
MOST_TRIES_EVER = 100
BADGE_SESSION = timedelta(hours=72)
#: Between the password and what has to follow it.
TICKET_LIFE = timedelta(minutes=10)
#: A link to choose a new password; nobody is sent two within the pause.
PASSWORD_LINK_LIFE, PASSWORD_LINK_PAUSE = timedelta(hours=1), timedelta(minutes=2)
REFRESH_LIFE = timedelta(days=7)
#: Whose way of writing numbers and dates a person can choose.
LANGUAGES = (
    "en_US", "en_GB", "ar_EG", "de_AT", "de_DE", "es_MX", "es_ES", "fr_FR", "he_IL", "it_IT", "pl_PL", "pt_BR", "sv_SE",
)  # fmt: skip
PIN_LENGTH = 6
PIN_TRIES = 5


class Users(Permission):
    READ = "users:read"
    WRITE = "users:write"


class Roles(Permission):
    READ = "roles:read"
    WRITE = "roles:write"


class Devices(Permission):
    READ = "devices:read"
    WRITE = "devices:write"


class Visits(Permission):
    """Held by superusers only, in the platform organization."""

    ENTER = "visits:enter"


#: Role → what it may do. ``*`` matches any noun or verb; patterns are matched against the permissions the modules
#: declare.
SEEDED_ROLES: dict[str, tuple[str, tuple[str, ...]]] = {
    "operator": (
        "Operator",
        (
            "floor:*",
            "floor_board:read",
            "calls:read",
            "calls:call",
            "assembly:read",
            "assembly:build",
            "work_orders:read",
            "materials:read",
            "machines:read",
            "routings:read",
            "bom:read",
            "labels:print",
            "labels:read",
        ),
    ),
    "supervisor": (
        "Supervisor",
        (
            "floor:*",
            "floor_board:*",
            "assembly:*",
            "calls:*",
            "skills:*",
            "shifts:*",
            "time_ledger:*",
            "work_orders:*",
            "devices:*",
            "labels:*",
            "machines:*",
            "audit:read",
            "prints:*",
            "production:*",
            "reasons:*",
            "reporting:*",
            "shipping:pick",
            "stock:*",
            "views:share",
            "*:read",
        ),
    ),
    "planner": (
        "Planner",
        (
            "work_orders:*",
            "files:*",
            "partners:*",
            "demands:*",
            "shipping:write",
            "materials:*",
            "units:*",
            "bom:*",
            "currencies:*",
            "costing:*",
            "changes:*",
            "routings:*",
            "shifts:*",
            "prints:*",
            "labels:print",
            "views:share",
            "*:read",
        ),
    ),
    "quality": (
        "Quality engineer",
        (
            "assembly:*",
            "calls:call",
            "calls:answer",
            "reasons:*",
            "files:*",
            "prints:*",
            "labels:print",
            "stock:hold",
            "stock:release",
            "stock:approve",
            "trace:*",
            "*:read",
        ),
    ),
    "maintenance": (
        "Maintenance technician",
        (
            "calls:call",
            "calls:answer",
            "machines:*",
            "signals:*",
            "time_ledger:*",
            "files:*",
            "floor_board:read",
            "*:read",
        ),
    ),
    "logistics": (
        "Logistics",
        (
            "calls:call",
            "calls:answer",
            "partners:*",
            "files:*",
            "labels:*",
            "prints:*",
            "shipping:*",
            "stock:move",
            "stock:adjust",
            "stock:hold",
            "stock:write",
            "*:read",
        ),
    ),
    "administrator": ("Administrator", ("*:*",)),
    "auditor": ("Auditor", ("audit:verify", "*:read")),
}
NOT_BY_PATTERN = frozenset({str(Visits.ENTER)})

COMMON = frozenset(
    [
        "password",
        "passwort",
        "unison",
        "welcome",
        "letmein",
        "qwerty",
        "qwertyuiop",
        "123456789012345",
        "administrator",
        "changeme",
        "iloveyou",
        "correcthorsebatterystaple",
        "adventureworks",
    ]
)


def password_is_good(password: str, *, about: tuple[str, ...] = ()) -> Verdict:
    """``about`` are the person's own words (name, e-mail), which a password must not consist of."""
    return all_of((_long_enough(password), _hard_to_guess(password, about)))


def _long_enough(password: str) -> Verdict:
    if len(password) < SHORTEST_PASSWORD:
        return no(_("Use at least {n} characters. A sentence works well").format(n=SHORTEST_PASSWORD), field="password")
    if len(password) > LONGEST_PASSWORD:
        return no(_("At most {n} characters").format(n=LONGEST_PASSWORD), field="password")
    return YES


def _hard_to_guess(password: str, about: tuple[str, ...]) -> Verdict:
    folded = password.casefold().replace(" ", "")
    bare = folded.strip("0123456789!?.-_")
    own = {word.casefold().replace(" ", "") for word in about if len(word) > 3}
    if bare in COMMON or bare in own or len(set(folded)) < 5:
        return no(_("This password is on every list of guesses. Choose another"), field="password")
    return YES


def may_try(failed: int, last_failure: datetime | None, now: datetime) -> Verdict:
    """Ten tries in fifteen minutes, a hundred in a row ever (NIST SP 800-63B-4, 3.2.2)."""
    if failed >= MOST_TRIES_EVER:
        return no(_("This account is locked. Ask an administrator to unlock it"), code="locked")
    if failed and failed % TRIES == 0 and last_failure and now - last_failure < TRIES_WITHIN:
        return no(_("Too many tries. Wait a quarter of an hour, or ask an administrator"), code="locked")
    return YES
