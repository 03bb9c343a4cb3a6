"""What may be said about the time of machines, and the sentences for what may not."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Literal

from unison_web.kit.i18n import _
from unison_web.kit.permissions import Permission
from unison_web.kit.state import YES, Verdict, no
from unison_web.modules.machines.rules import STATES

FACTS = ("state", "good", "reject")
SOURCES = ("touch", "signal", "hand")
STAY_SOURCES = (*SOURCES, "late")
#: States in which nothing is made, so that somebody may say why.
STANDING = frozenset(STATES) - {"running", "setup"}
STOPS = ("unplanned_stop", "planned_stop", "maintenance", "offline")
#: Stops that somebody has to account for.
UNPLANNED = ("unplanned_stop", "offline")
#: The clock of a machine may run ahead a little; what is older than this tells nothing that anybody counts on.
FUTURE_BY = timedelta(minutes=2)
OLDEST = timedelta(days=90)
ZERO = Decimal(0)
Source = Literal["touch", "signal", "hand"]


class TimeLedger(Permission):
    READ = "time_ledger:read"
    CLASSIFY = "time_ledger:classify"
    SIGNAL = "time_ledger:signal"


def believable(at: datetime, now: datetime) -> Verdict:
    """A clock that lost its time says so here, before its message moves a minute."""
    if at > now + FUTURE_BY:
        return no(_("This is in the future. Check the clock of the machine"), field="at")
    if at < now - OLDEST:
        return no(_("This is older than ninety days. Check the clock of the machine"), field="at")
    return YES


def says_one_thing(state: str | None, reading: Decimal | None, wraps_at: Decimal | None) -> Verdict:
    if (state is None) == (reading is None):
        return no(_("Say a state, or what the counter shows"), field="state")
    if reading is not None and reading < ZERO:
        return no(_("Cannot be below zero"), field="reading")
    if wraps_at is not None and reading is not None and reading >= wraps_at:
        return no(_("The counter begins again at this number, so it cannot show it"), field="wraps_at")
    return YES


def counted(before: Decimal | None, now: Decimal, wraps_at: Decimal | None) -> Decimal:
    """Pieces between two readings. A counter that shows less than before has rolled over where it says at which number
    it does; otherwise it was set back, and what it shows since is what it counted."""
    if before is None:
        return ZERO
    if now >= before:
        return now - before
    return now + wraps_at - before if wraps_at else now


def may_explain(state: str) -> Verdict:
    if state in STANDING:
        return YES
    return no(_("The machine was working then. There is nothing to explain"), code="not-standing")


def splits(starts: datetime, ends: datetime | None, at: datetime, now: datetime) -> Verdict:
    if starts < at < (ends or now):
        return YES
    return no(_("Choose a moment inside the stop"), field="at")


def may_merge(state: str, following: str | None) -> Verdict:
    """Two stops that were one. A machine that worked in between has stopped twice."""
    if following is None:
        return no(_("Nothing follows this stop"), code="nothing-follows")
    if following not in STANDING or state not in STANDING:
        return no(_("The machine worked in between, so these are two stops"), code="worked-between")
    return YES


def explained_state(state: str, *, planned: bool) -> str:
    """What a stop is once its reason is known."""
    if state == "maintenance":
        return state
    return "planned_stop" if planned else "unplanned_stop"
