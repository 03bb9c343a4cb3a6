"""What a value of a tag means: a number, a state, whether an alarm is there. Values are what the wire carries."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple

#: None is "no data": a sensor that is gone, a bad quality, MTConnect's UNAVAILABLE.
Value = float | int | bool | str | None
#: What machines usually say, where nobody has said what their words mean: MTConnect's Execution and plain words.
USUAL: dict[str, str] = {
    "running": "running", "run": "running", "active": "running", "producing": "running", "executing": "running",
    "idle": "idle", "ready": "idle", "program_completed": "idle", "waiting": "idle",
    "setup": "setup",
    "planned_stop": "planned_stop", "program_stopped": "planned_stop", "optional_stop": "planned_stop",
    "unplanned_stop": "unplanned_stop", "stopped": "unplanned_stop", "interrupted": "unplanned_stop",
    "feed_hold": "unplanned_stop", "fault": "unplanned_stop",
    "maintenance": "maintenance",
    "offline": "offline",
    "unknown": "unknown",
}  # fmt: skip
LONGEST_TAG, LONGEST_VALUE = 300, 400
#: Whole numbers a float holds without losing the last digit.
EXACT_UP_TO = 2**53
QUIET = frozenset({"", "0", "false", "off", "no", "normal", "ok", "none", "inactive"})


class Reading(NamedTuple):
    """One value as it came. Without ``at`` it is of the moment in which it is taken."""

    tag: str
    at: datetime | None
    value: Value


def cleaned(reading: Reading) -> Reading:
    """As it can be stored, whatever a machine put on the wire: no NUL, no half characters, nothing endless."""
    value = reading.value
    if isinstance(value, str):
        value = _text(value, LONGEST_VALUE)
    elif isinstance(value, int) and abs(value) > EXACT_UP_TO:
        value = number(value)
    elif isinstance(value, float) and not math.isfinite(value):
        value = None
    return Reading(_text(reading.tag, LONGEST_TAG) or "?", reading.at, value)


def _text(said: str, longest: int) -> str:
    return said.replace("\x00", "").encode("utf-8", "replace").decode()[:longest]


def word(value: Value) -> str:
    """A value as people write it when they say what it means: 1 for 1.0, true for True."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip().casefold()


def number(value: Value) -> float | None:
    """None where it is no finite number. Text that is a number is one: many agents send nothing but text."""
    if value is None:
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def state(value: Value, words: Mapping[str, str]) -> str | None:
    """The state a value means, ``unknown`` for no data, None where nobody said. Own words count alone; only without
    any do the usual ones."""
    if value is None:
        return "unknown"
    return (words or USUAL).get(word(value))


def alarmed(value: Value) -> bool:
    return word(value) not in QUIET


def instant(said: object) -> datetime | None:
    """ISO 8601 with a zone, or seconds or milliseconds since 1970; None where it is none of them."""
    if isinstance(said, bool):
        return None
    if isinstance(said, int | float):
        return _since_1970(float(said))
    if isinstance(said, str):
        try:
            found = datetime.fromisoformat(said)
        except ValueError:
            return None
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None


def _since_1970(number: float) -> datetime | None:
    seconds = number / 1000 if abs(number) > 1e11 else number
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
