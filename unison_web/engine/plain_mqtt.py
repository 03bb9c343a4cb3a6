"""Plain messages: JSON, or just a value. The topic is the tag; the keys of an object are tags below it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from unison_web.engine.signal import Reading, instant

#: How senders call the moment of a message, and its one value.
TIMES, VALUES = ("timestamp", "ts", "time", "at"), ("value", "val", "v")
DEEPEST, MOST = 4, 1000


def readings(topic: str, payload: bytes) -> list[Reading]:
    """What a message says. Nothing where it is too deep, too large or no text."""
    try:
        text = payload.decode()
    except UnicodeDecodeError:
        return []
    try:
        said = json.loads(text, parse_constant=lambda _name: None)
    except (ValueError, RecursionError):
        said = text.strip()
    return list(_of(topic, said, None, 0))[:MOST]


def _of(tag: str, said: Any, at: datetime | None, depth: int) -> Iterator[Reading]:
    if isinstance(said, list) or depth > DEEPEST:
        return
    if not isinstance(said, dict):
        yield Reading(tag, at, said)
        return
    at = next((found for name in TIMES if (found := instant(said.get(name)))), at)
    own = [name for name in said if name not in TIMES]
    if len(own) == 1 and own[0] in VALUES:
        yield from _of(tag, said[own[0]], at, depth + 1)
        return
    for name in own:
        yield from _of(f"{tag}/{name}", said[name], at, depth + 1)
