"""What may be said about exchange rates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from babel.numbers import list_currencies

from unison_web.kit.i18n import _, lazy
from unison_web.kit.permissions import Permission
from unison_web.kit.state import YES, Verdict, no

KINDS = ("mid", "buy", "sell", "plan")
KIND_LABELS = {"mid": lazy("Middle"), "buy": lazy("Buying"), "sell": lazy("Selling"), "plan": lazy("Planned")}
KNOWN = frozenset(list_currencies())


class Currencies(Permission):
    READ = "currencies:read"
    WRITE = "currencies:write"


def known_currency(code: str, field: str) -> Verdict:
    """A code of ISO 4217."""
    if code in KNOWN:
        return YES
    return no(_("There is no currency with the code {code}").format(code=code), field=field)


def good_rate(base: str, quote: str, value: Decimal) -> Verdict:
    if base == quote:
        return no(_("A currency is always one of itself"), field="quote")
    return YES if value > 0 else no(_("A rate is above zero"), field="value")


def corrects(before: Decimal | None, value: Decimal, reason: str) -> Verdict:
    """Who says another figure for a day that has one has to say why."""
    if before is None or before == value or reason.strip():
        return YES
    words = _("There is a rate of this day already: {value}. Say why it is corrected")
    return no(words.format(value=format(before.normalize(), "f")), field="reason")


def not_found(base: str, quote: str, on: date) -> str:
    words = _("There is no exchange rate from {base} to {quote} up to {day}")
    return words.format(base=base, quote=quote, day=on.isoformat())
