"""How a key is written, what it may be given, and when it counts."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from zlib import crc32

from unison_web.kit.i18n import _
from unison_web.kit.permissions import Permission
from unison_web.kit.state import YES, Verdict, no

#: What scanners of source code look for. `unison_` names the product, `key` the kind.
PREFIX = "unison_key_"
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#: 62**43 is more than 2**256; 62**6 is more than 2**32.
RANDOM, CHECK = 43, 6
SHOWN = len(PREFIX) + 4
LONGEST_DAYS, USUAL_DAYS = 730, 90
LONGEST_OVERLAP = timedelta(days=30)
USUAL_OVERLAP = timedelta(days=1)
PER_MINUTE = 1200
WRONG_PER_MINUTE = 60
#: A key's last use is known to the hour, so that using it costs no write.
COARSE = timedelta(hours=1)
#: Rights no key can have: with these it could make itself another one, or a person.
NOT_FOR_KEYS = frozenset({"api_keys", "users", "roles", "security", "visits", "devices"})


class ApiKeys(Permission):
    READ = "api_keys:read"
    WRITE = "api_keys:write"


def new_key() -> str:
    body = PREFIX + "".join(secrets.choice(LETTERS) for _place in range(RANDOM))
    return body + checksum(body)


def checksum(body: str) -> str:
    """CRC-32 in base 62: tells a mistyped key from a revoked one without asking anybody."""
    rest, said = crc32(body.encode()), ""
    for _place in range(CHECK):
        rest, digit = divmod(rest, len(LETTERS))
        said = LETTERS[digit] + said
    return said


def is_whole(key: str) -> bool:
    """Written the way a key is, and its checksum fits."""
    right_size = key.startswith(PREFIX) and len(key) == len(PREFIX) + RANDOM + CHECK and key.isascii()
    return right_size and checksum(key[:-CHECK]) == key[-CHECK:]


def givable(held: Collection[str]) -> list[str]:
    """Which of these rights a key can be given."""
    return sorted(right for right in held if right.partition(":")[0] not in NOT_FOR_KEYS)


def may_have(scopes: Collection[str], held: Collection[str]) -> Verdict:
    """A key can do what its maker can, and less."""
    if not scopes:
        return no(_("Choose at least one right"), field="scopes")
    beyond = sorted(set(scopes) - set(givable(held)))
    if beyond:
        return no(_("A key cannot be given: {rights}").format(rights=", ".join(beyond)[:300]), field="scopes")
    return YES


def may_overlap(until: datetime, now: datetime) -> Verdict:
    if until > now + LONGEST_OVERLAP:
        return no(_("At most {n} days from now").format(n=LONGEST_OVERLAP.days), field="old_works_until")
    return YES


def addresses_are_good(addresses: Collection[str]) -> Verdict:
    for each in addresses:
        try:
            ip_network(each, strict=False)
        except ValueError:
            return no(_("{address} is no address or network").format(address=each[:60]), field="addresses")
    return YES


def may_come_from(address: str, allowed: Collection[str]) -> bool:
    """Whether the address lies in one of the networks; from everywhere where none is named."""
    if not allowed:
        return True
    try:
        return any(ip_address(address) in ip_network(network, strict=False) for network in allowed)
    except ValueError:
        return False


def state_of(revoked_at: datetime | None, expires_at: datetime, now: datetime) -> str:
    if revoked_at:
        return "revoked"
    return "expired" if expires_at <= now else "active"
