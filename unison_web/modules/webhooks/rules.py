"""When what was not taken is told again, and how it is signed."""

from __future__ import annotations

import base64
import hmac
import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from unison_web.kit.i18n import _
from unison_web.kit.permissions import Permission
from unison_web.kit.state import YES, Verdict, no

STATES = ("active", "paused")
DELIVERY_STATES = ("pending", "retrying", "delivered", "failed")
OPEN = ("pending", "retrying")
#: After which try how long to wait; then every four hours until the end.
WAITS = tuple(timedelta(minutes=n) for n in (1, 2, 5, 15, 30, 60, 120, 240))
GIVEN_UP = timedelta(days=2)
#: The secret before this one signs as well for so long.
OVERLAP = timedelta(days=1)
#: Whoever sends holds an address for so long, and says so again with each delivery.
LEASE = timedelta(seconds=60)
KEPT_DELIVERED, KEPT_FAILED = timedelta(days=30), timedelta(days=90)
PREFIX = "whsec_"
MOST = 20


class Webhooks(Permission):
    READ = "webhooks:read"
    WRITE = "webhooks:write"


def new_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def signature(secret: str, message_id: str, sent: int, body: str) -> str:
    """``v1,<base64 of HMAC-SHA256>`` over ``id.timestamp.body``. Source: Standard Webhooks 1.0, "Signature scheme"."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    mac = hmac.new(key, f"{message_id}.{sent}.{body}".encode(), sha256)
    return "v1," + base64.b64encode(mac.digest()).decode()


def next_try(attempts: int, first: datetime, now: datetime) -> datetime | None:
    """After ``attempts`` of them; None when two days are over."""
    if now - first >= GIVEN_UP:
        return None
    return now + WAITS[min(attempts, len(WAITS)) - 1]


def stops_others(status: int | None) -> bool:
    """Whether the whole address is left alone for a while: nobody answers, or it says it cannot now."""
    return status is None or status >= 500 or status in (408, 429)


def may_send_again(state: str) -> Verdict:
    return YES if state in ("delivered", "failed") else no(_("This is on its way already"))
