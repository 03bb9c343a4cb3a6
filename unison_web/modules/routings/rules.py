"""What may be said about routings."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from unison_web.kit.i18n import _
from unison_web.kit.permissions import Permission
from unison_web.kit.state import YES, StateMachine, Verdict, no

LIFE = StateMachine(
    states=("draft", "released", "superseded", "obsolete"),
    verbs={
        "release": (frozenset({"draft"}), "released"),
        "supersede": (frozenset({"released"}), "superseded"),
        "retire": (frozenset({"draft", "released", "superseded"}), "obsolete"),
    },
)
LIVING = ("draft", "released")
HANDY = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000)
MINUTES_BETWEEN_REPORTS = 10


class Routings(Permission):
    READ = "routings:read"
    WRITE = "routings:write"
    RELEASE = "routings:release"


def may_change(state: str) -> Verdict:
    """Orders carry a frozen copy, so a released routing may be corrected; a retired one not."""
    if state in LIVING:
        return YES
    return no(_("This routing is {state} and cannot be changed").format(state=state), code="wrong-state")


def may_release(state: str, operations: int) -> Verdict:
    if not LIFE.allows("release", state):
        return no(_("Only a draft can be released; this one is {state}").format(state=state), code="wrong-state")
    if not operations:
        return no(_("Add at least one operation before you release it"))
    return YES


def may_retire(state: str) -> Verdict:
    if LIFE.allows("retire", state):
        return YES
    return no(_("This routing is already retired"), code="wrong-state")


def free_sequence(sequence: int, taken: Iterable[int]) -> Verdict:
    """Operations are addressed by their number, on paper too."""
    if sequence not in set(taken):
        return YES
    return no(_("Operation {number} is there already").format(number=sequence), field="sequence")


def usual_quantity(run_minutes: Decimal, lot_size: int) -> int:
    """How many pieces one touch reports: what comes together in about ten minutes, rounded down to a handy number."""
    together = MINUTES_BETWEEN_REPORTS / run_minutes if run_minutes > 0 else Decimal(lot_size)
    return max((number for number in HANDY if number <= together and number <= lot_size), default=1)


def may_remove_operation(state: str, operations: int) -> Verdict:
    """A released routing keeps at least one operation, or orders could be released that nobody can work on."""
    if state == "draft" or operations > 1:
        return YES
    return no(_("The last operation of a released routing stays"), code="wrong-state")


def free_position(position: int, taken: Iterable[int]) -> Verdict:
    if position not in set(taken):
        return YES
    return no(_("Step {number} is there already").format(number=position), field="position")


def not_negative(field: str, value: Decimal) -> Verdict:
    return YES if value >= 0 else no(_("Cannot be below zero"), field=field)
