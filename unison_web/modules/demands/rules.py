"""States of customer orders, and what may be said in them and in forecasts."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from unison_web.kit.i18n import _, lazy
from unison_web.kit.permissions import Permission
from unison_web.kit.state import YES, StateMachine, Verdict, no

BUCKETS = ("week", "month")
BUCKET_LABELS = {"week": lazy("Week"), "month": lazy("Month")}
LIFE = StateMachine(
    states=("draft", "confirmed", "closed", "cancelled"),
    verbs={
        "confirm": (frozenset({"draft"}), "confirmed"),
        "close": (frozenset({"confirmed"}), "closed"),
        "cancel": (frozenset({"draft", "confirmed"}), "cancelled"),
        "reopen": (frozenset({"closed", "cancelled"}), "draft"),
    },
)
OPEN = ("draft", "confirmed")


class Demands(Permission):
    READ = "demands:read"
    WRITE = "demands:write"


def may_go(verb: str, state: str, lines: int) -> Verdict:
    """Whether the verb is possible; nobody confirms an empty order."""
    if not LIFE.allows(verb, state):
        words = _("This customer order is {state}, so that is not possible now")
        return no(words.format(state=state), code="wrong-state")
    if verb == "confirm" and not lines:
        return no(_("Add at least one line before you confirm it"))
    return YES


def may_change(state: str) -> Verdict:
    if state in OPEN:
        return YES
    return no(_("This customer order is {state} and cannot be changed").format(state=state), code="wrong-state")


def good_line(quantity: Decimal, price: Decimal) -> Verdict:
    if quantity <= 0:
        return no(_("Must be above zero"), field="quantity")
    if price < 0:
        return no(_("Cannot be below zero"), field="price")
    return YES


def may_remove_line(work_order: str, shipped: Decimal = Decimal(0)) -> Verdict:
    if shipped:
        return no(_("A part of this line was shipped already"), code="wrong-state")
    if not work_order:
        return YES
    return no(_("{number} is made for this line. Cancel that first").format(number=work_order), code="wrong-state")


def may_make(state: str, kind: str, work_order: str) -> Verdict:
    """Once confirmed, once each line, and only what is made here."""
    if work_order:
        return no(_("{number} is made for this line already").format(number=work_order), code="wrong-state")
    if state != "confirmed":
        return no(_("Confirm the customer order first"), code="wrong-state")
    if kind != "make":
        return no(_("This material is bought, not made"), code="wrong-state")
    return YES


def begins(bucket: str, day: date) -> date:
    """The Monday of the week, or the first of the month."""
    return day - timedelta(days=day.weekday()) if bucket == "week" else day.replace(day=1)


def good_forecast(quantity: Decimal) -> Verdict:
    return YES if quantity >= 0 else no(_("Cannot be below zero"), field="quantity")
