"""Readings of counters, entries of a shift from paper, and who is on a job: what is refused, in words."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from unison_web.engine.counter import went_back
from unison_web.kit.i18n import _
from unison_web.kit.state import YES, Verdict, no
from unison_web.modules.production.rules import LONGEST_WAIT, ZERO

#: How a person's minutes on several jobs at once are given away.
SPLITS = ("even", "standard")


def good_reading(reading: Decimal, top: Decimal) -> Verdict:
    if top < 9 or top != top.to_integral_value():
        return no(_("The highest number is a whole one, such as 9999"), field="top")
    if reading < ZERO or reading != reading.to_integral_value():
        return no(_("A counter shows a whole number"), field="reading")
    if reading > top:
        return no(_("This counter shows {top} at most").format(top=plain(top)), field="reading")
    return YES


def explained(before: Decimal, reading: Decimal, top: Decimal, why: str) -> Verdict:
    """A counter that shows less than before either began again at zero or was set back; where it is not plain which,
    somebody says so."""
    if why or not went_back(before, reading, top):
        return YES
    sentence = _("The counter showed {before} and now {reading}. Did it begin again at zero, or was it set back?")
    return no(sentence.format(before=plain(before), reading=plain(reading)), field="why", code="went-back")


def has_machine(known: bool) -> Verdict:
    return YES if known else no(_("Start the operation at a machine first"), code="no-machine")


def happened_then(said: datetime, now: datetime) -> Verdict:
    if said > now:
        return no(_("This is in the future"), field="at")
    if now - said > LONGEST_WAIT:
        return no(_("This is more than 90 days ago"), field="at")
    return YES


def something_to_enter(rows: int) -> Verdict:
    return YES if rows else no(_("Fill in one line at least"))


def may_clock_in(already: bool) -> Verdict:
    return no(_("You are on this job already"), code="clocked-in") if already else YES


def may_clock_out(there: bool) -> Verdict:
    return YES if there else no(_("You are not on this job"), code="not-clocked-in")


def ends_after(start: datetime, end: datetime, now: datetime) -> Verdict:
    if end < start:
        return no(_("This is before the beginning"), field="ended_at")
    return no(_("This is in the future"), field="ended_at") if end > now else YES


def plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
