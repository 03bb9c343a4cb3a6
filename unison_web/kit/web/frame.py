"""What macros need to know about the current request although Jinja macros see no context: words, keys, the plant's
zone; and what they say about themselves: until when that which they draw is right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from unison_web.kit.db.ids import new_id


@dataclass(frozen=True, slots=True)
class Frame:
    zone: ZoneInfo = ZoneInfo("UTC")
    currency: str = "USD"
    csrf_token: Callable[[], str] = lambda: ""


current: ContextVar[Frame] = ContextVar("unison_frame", default=Frame())  # noqa: B039  frozen


_plants: ContextVar[list[UUID]] = ContextVar("unison_plants", default=[])  # noqa: B039  never changed


def works_in(plants: list[UUID]) -> None:
    """The plants the person of this request may see; none where nobody has to be kept out."""
    _plants.set(plants)


def plants() -> list[UUID]:
    return _plants.get()


ALWAYS, NOT_EVEN_NOW = datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC)


@dataclass(slots=True)
class Shelf:
    """Until when what is being drawn may be shown again."""

    until: datetime = field(default=ALWAYS)


_shelf: ContextVar[Shelf | None] = ContextVar("unison_shelf", default=None)


@contextmanager
def watched() -> Iterator[Shelf]:
    """Learn how long what is drawn inside the block stays right."""
    shelf = Shelf()
    token = _shelf.set(shelf)
    try:
        yield shelf
    finally:
        _shelf.reset(token)


def keeps(until: datetime) -> None:
    """Said by whatever puts something on the page that does not follow from its arguments alone."""
    if shelf := _shelf.get():
        shelf.until = min(shelf.until, until)


def csrf() -> str:
    keeps(NOT_EVEN_NOW)
    return current.get().csrf_token()


def new_key() -> str:
    """A fresh idempotency key for a form."""
    keeps(NOT_EVEN_NOW)
    return str(new_id())


def zone() -> ZoneInfo:
    return current.get().zone
