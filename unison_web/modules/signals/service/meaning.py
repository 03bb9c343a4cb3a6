"""What a value means on a tag somebody has mapped: the same answer for the pipeline and for the preview."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from unison_web.engine import signal as engine
from unison_web.engine.pulses import rises
from unison_web.engine.signal import Value
from unison_web.kit.i18n import _
from unison_web.kit.web.states import look
from unison_web.kit.web.structs import LARGEST
from unison_web.modules.signals.models import Tag
from unison_web.modules.time_ledger.rules import says_one_thing
from unison_web.modules.time_ledger.schemas import SignalIn

number = engine.number
EXACT = Decimal("0.000001")
NONE, ONE, TICK = Decimal(0), Decimal(1), timedelta(microseconds=1)


def signal(tag: Tag, at: datetime, value: Value) -> tuple[SignalIn | None, str]:
    """What the time ledger is told, or why it is not."""
    key = f"{tag.id.hex}@{int(at.timestamp() * 1_000_000)}"
    if tag.kind == "state":
        state: Any = engine.state(value, tag.words or {})
        if state is None:
            return None, _("Nobody has said what {value} means").format(value=engine.word(value)[:60] or "—")
        return SignalIn(state=state, at=at, message=key), ""
    reading = scaled(tag, value)
    if reading is None:
        return None, _("This is not a number")
    if abs(reading) > LARGEST:
        return None, _("This number is too large")
    verdict = says_one_thing(None, reading, tag.wraps_at)
    if not verdict:
        return None, verdict.why
    counter: Any = tag.kind
    return SignalIn(reading=reading, counter=counter, wraps_at=tag.wraps_at, at=at, message=key), ""


def pulses(tag: Tag, values: Iterable[tuple[datetime, Value]], new: Collection[datetime]) -> list[SignalIn]:
    """The pieces among ``new`` instants, seen together with what was known around them. Each is a counter that shows
    nothing, and then one: so late pulses and those that come twice count as they should."""
    levels = [
        (at, engine.alarmed(value)) for at, value in sorted(values, key=lambda pair: pair[0]) if value is not None
    ]
    found = []
    for at in rises(levels, timedelta(milliseconds=tag.debounce_ms)):
        if at in new:
            key = f"{tag.id.hex}@{int(at.timestamp() * 1_000_000)}"
            for reading, when in ((NONE, at - TICK), (ONE, at)):
                found.append(SignalIn(reading=reading, counter="good", at=when, message=f"{key}/{reading}"))
    return found


def scaled(tag: Tag, value: Value) -> Decimal | None:
    """The number that counts, to six places."""
    found = number(value)
    if found is None:
        return None
    exact = Decimal(value) if isinstance(value, int) else Decimal(repr(found))
    counted = exact * tag.factor + tag.shift
    return counted if abs(counted) > LARGEST else counted.quantize(EXACT, ROUND_HALF_UP)


def in_words(tag: Tag, at: datetime, value: Value) -> tuple[str, bool]:
    """For people, and whether it would be taken."""
    if tag.kind == "alarm":
        return (_("Alarm") if engine.alarmed(value) else _("No alarm")), True
    if tag.kind == "pulse":
        return (_("No data") if value is None else _("Pulse") if engine.alarmed(value) else _("Between pulses")), True
    if tag.kind == "state":
        said, why = signal(tag, at, value)
        return (str(look(said.state, "machine").label), True) if said else (why, False)
    if value is None:
        return _("No data"), True
    reading = scaled(tag, value)
    if reading is None:
        return _("This is not a number"), False
    if tag.kind in ("good", "reject") and (why := signal(tag, at, value)[1]):
        return why, False
    return f"{reading.normalize():f} {tag.unit}".strip(), True
