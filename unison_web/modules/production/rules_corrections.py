"""What may be corrected in the log, and the sentences for what may not."""

from __future__ import annotations

from decimal import Decimal

from unison_web.kit.i18n import _
from unison_web.kit.state import YES, Verdict, no
from unison_web.modules.production.rules import COUNTED, ZERO

#: Orders whose numbers are settled: nothing about them changes any more.
SETTLED = frozenset({"closed", "cancelled"})
FINISHED = frozenset({"completed", "short_closed", "failed"})


def may_correct(kind: str, *, is_reversal: bool, already: bool) -> Verdict:
    if kind not in COUNTED:
        return no(_("Only counted pieces can be corrected"), code="not-counted")
    if is_reversal:
        return no(_("This entry takes another one back. Correct what was reported instead"), code="is-reversal")
    if already:
        return no(_("This entry was taken back already. Correct the one that took its place"), code="already-undone")
    return YES


def order_takes(state: str) -> Verdict:
    if state == "closed":
        return no(_("This order is closed and its figures are settled. Reopen it first"), code="wrong-state")
    return no(_("This order was cancelled"), code="wrong-state") if state in SETTLED else YES


def changes_something(*, same: bool) -> Verdict:
    return no(_("This is what the entry says already"), field="quantity") if same else YES


def not_below_zero(**quantities: Decimal) -> Verdict:
    wrong = next((name for name, quantity in quantities.items() if quantity < ZERO), "")
    return no(_("Must not be below zero"), field=wrong) if wrong else YES


def says_why(why: str) -> Verdict:
    return YES if len(why.strip()) >= 3 else no(_("Say why, in a few words"), field="why")


def arrived_for(more: Decimal, left: Decimal | None) -> Verdict:
    """``left`` has come from the operation before and is not reported; None at the first operation."""
    if left is None or more <= left:
        return YES
    sentence = _("Only {left} more have come from the operation before, so {n} more cannot be right")
    return no(sentence.format(left=_plain(max(left, ZERO)), n=_plain(more)), field="quantity", code="over-arrived")


def still_there(name: str, fewer: Decimal, unused: Decimal) -> Verdict:
    """Pieces can only be taken back from the next operation while it has not used them."""
    if fewer <= unused:
        return YES
    sentence = _(
        "{operation} has already used these pieces: {n} would have to come back, and {unused} are unused. "
        "Correct what was reported there first"
    )
    words = sentence.format(operation=name, n=_plain(fewer), unused=_plain(max(unused, ZERO)))
    return no(words, field="quantity", code="used")


def within(good: Decimal, most: Decimal, *, more: bool, accepted: bool) -> Verdict:
    if not more or good <= most or accepted:
        return YES
    sentence = _("That would be {total} good, and {most} at most are expected. Tick below that this is right")
    return no(sentence.format(total=_plain(good), most=_plain(most)), field="quantity", code="over-report")


def decided(total: Decimal, held: Decimal) -> Verdict:
    """Not more pieces are decided about than wait."""
    if total <= ZERO:
        return no(_("Say how many are good, bad or to be reworked"), field="good")
    if total > held:
        return no(_("Only {n} are set aside").format(n=_plain(held)), field="good", code="over-held")
    return YES


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
