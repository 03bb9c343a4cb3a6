"""What macros need to know about the current request although Jinja macros see no context: words, keys, the plant's
zone."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from unison_web.kit.db.ids import new_id


@dataclass(frozen=True, slots=True)
class Frame:
    zone: ZoneInfo = ZoneInfo("UTC")
    currency: str = "USD"
    csrf_token: Callable[[], str] = lambda: ""


current: ContextVar[Frame] = ContextVar("unison_frame", default=Frame())  # noqa: B039  frozen


def csrf() -> str:
    return current.get().csrf_token()


def new_key() -> str:
    """A fresh idempotency key for a form."""
    return str(new_id())


def zone() -> ZoneInfo:
    return current.get().zone
