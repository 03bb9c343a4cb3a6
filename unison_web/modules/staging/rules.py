"""What may be brought to a line, and the sentences for what may not."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.kit.state import YES, Verdict, no

ZERO = Decimal(0)
#: Orders that material is brought for.
STAGING = frozenset({"released", "in_progress", "on_hold"})


def may_stage(state: str) -> Verdict:
    if state in STAGING:
        return YES
    return no(_("Material is brought to the line for orders that are released and not finished"), code="wrong-state")


def open_of(needed: Decimal, taken: Decimal, staged: Decimal) -> Decimal:
    """What is still to be brought: all the order needs, less what it took and what lies at the line for it."""
    return max(needed - taken - staged, ZERO)


def no_place(center: str) -> Refused:
    words = _("No place serves the line {center}. Say it at a place of stock, or mark one that production takes from")
    return Refused(words.format(center=center), code="no-place")


def not_known(code: str) -> Refused:
    return Refused.at("code", _("Nothing has the number {number}").format(number=code), code="wrong-code")


def not_needed(material: str, order: str, takes: Sequence[str]) -> Refused:
    words = _("{order} does not take {material}. Still to bring: {parts}")
    if not takes:
        words = _("{order} does not take {material}, and everything is at the line")
    said = words.format(order=order, material=material, parts=", ".join(takes))
    return Refused.at("code", said, code="wrong-code")


def needs_its_lot(material: str) -> Refused:
    return Refused.at("code", _("{material} is tracked. Scan its lot").format(material=material), code="wrong-code")


def still_wanted(material: str, open_: Decimal, quantity: Decimal) -> Verdict:
    if open_ <= ZERO:
        words = _("All of {material} is at the line")
        return no(words.format(material=material), field="code", code="complete")
    if quantity > open_:
        words = _("Only {n} more are wanted").format(n=f"{open_.normalize():f}")
        return no(words, field="quantity", code="too-many")
    return YES
