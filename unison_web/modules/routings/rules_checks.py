"""What a step may ask to be checked, and whether what somebody found is good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

from unison_web.kit.i18n import _
from unison_web.kit.state import YES, Verdict, no

Kind = Literal["tick", "number", "text", "choice"]
KINDS: tuple[Kind, ...] = ("tick", "number", "text", "choice")
#: What a tick says where it is in order, and where it is not.
IN_ORDER, NOT_IN_ORDER = "yes", "no"
LONGEST = 200


@dataclass(frozen=True)
class Finding:
    """What was found: as it was said, the number where one was measured, and whether it is good."""

    said: str
    measured: Decimal | None
    passed: bool


def well_formed(kind: Kind, low: Decimal | None, high: Decimal | None, choices: Sequence[str]) -> Verdict:
    """Limits belong to numbers, and something to choose from to a choice."""
    if kind != "number" and (low is not None or high is not None):
        return no(_("Only a number has limits"), field="low")
    if low is not None and high is not None and low > high:
        return no(_("The lower limit is above the upper one"), field="low")
    if kind == "choice" and len(choices) < 2:
        return no(_("Name at least two, with commas between them"), field="choices")
    return YES


def answered(kind: str, said: str, choices: Sequence[str]) -> Verdict:
    """Whether these words answer the check."""
    if not said.strip() or len(said) > LONGEST:
        return no(_("Say what you found"), field="said")
    if kind == "number" and _number(said) is None:
        return no(_("Type a number"), field="said")
    offered = {"tick": (IN_ORDER, NOT_IN_ORDER), "choice": tuple(choices)}.get(kind)
    if offered is not None and said.strip() not in offered:
        return no(_("Choose one of the answers"), field="said")
    return YES


def judged(kind: str, said: str, low: Decimal | None, high: Decimal | None) -> Finding:
    """What an answer means. The limits themselves are good; of words and choices every one is."""
    value = _number(said) if kind == "number" else None
    if value is not None:
        return Finding(said.strip(), value, (low is None or value >= low) and (high is None or value <= high))
    return Finding(said.strip(), None, kind != "tick" or said.strip() == IN_ORDER)


def _number(said: str) -> Decimal | None:
    """With a decimal point or comma, below a billion, of at most six decimals."""
    try:
        value = Decimal(said.strip().replace(",", "."))
    except InvalidOperation:
        return None
    good = value.is_finite() and abs(value) < 1_000_000_000 and value == round(value, 6)
    return value if good else None


def explained(passed: bool, note: str) -> Verdict:
    """What is not good is said together with what was done about it."""
    if passed or len(note.strip()) >= 3:
        return YES
    return no(_("This is not as it should be. Say what you did about it"), field="note", code="not-passed")


def all_found(missing: Sequence[str]) -> Verdict:
    """An operation is not finished before everything was checked that has to be."""
    if not missing:
        return YES
    return no(_("Still to check: {names}").format(names=", ".join(missing)), code="unchecked")


def limits(low: Decimal | None, high: Decimal | None, unit: str = "") -> str:
    """``24.98 – 25.02 mm``, ``≥ 3``, or nothing."""
    unit = f" {unit}" if unit else ""
    if low is not None and high is not None:
        return f"{_plain(low)} – {_plain(high)}{unit}"
    if low is not None:
        return f"≥ {_plain(low)}{unit}"
    return f"≤ {_plain(high)}{unit}" if high is not None else ""


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
