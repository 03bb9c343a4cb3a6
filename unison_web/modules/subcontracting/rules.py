"""What may be done with a subcontracted operation, and the sentences for what may not."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from unison_web.kit.i18n import _
from unison_web.kit.state import YES, Verdict, no

STATES = ("open", "closed")
ZERO = Decimal(0)


def may_go_out(state: str) -> Verdict:
    if state in ("done", "skipped"):
        return no(_("This operation is finished"), field="operation", code="wrong-state")
    return YES


def not_out_yet(number: str) -> Verdict:
    return YES if not number else no(_("{number} is about this operation already").format(number=number),
                                     field="operation", code="already-out")  # fmt: skip


def still_open(state: str) -> Verdict:
    return YES if state == "open" else no(_("This is closed"), code="wrong-state")


def goes_in(number: str, known: Collection[str], order: str) -> Verdict:
    if number in known:
        return YES
    words = _("{order} does not take {number}. It takes {known}")
    return no(words.format(order=order, number=number or "?", known=", ".join(known) or "–"), field="material")


def there_for_it(open_: Decimal, quantity: Decimal, unit: str) -> Verdict:
    """Nobody brings back or loses more than went there for this order."""
    if quantity <= open_:
        return YES
    words = _("Only {n} {unit} are there for this order").format(n=_plain(max(open_, ZERO)), unit=unit)
    return no(words, field="quantity", code="too-many")


def something_came(good: Decimal, scrap: Decimal) -> Verdict:
    if good < ZERO or scrap < ZERO:
        return no(_("Must not be below zero"), field="good" if good < ZERO else "scrap")
    return YES if good or scrap else no(_("How many good, or how many bad?"), field="good")


def reconciled(left: Collection[tuple[str, Decimal, str]]) -> Verdict:
    """Nothing of ours may stay there unexplained."""
    if not left:
        return YES
    named = ", ".join(f"{_plain(much)} {unit} {number}" for number, much, unit in left)
    return no(_("Still there: {what}. Say what became of it first").format(what=named), code="not-reconciled")


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
