"""Who may be called, and what becomes of a call."""

from __future__ import annotations

from unison_web.kit.i18n import _
from unison_web.kit.permissions import Permission
from unison_web.kit.state import YES, Verdict, no

KINDS = ("maintenance", "quality", "material", "supervisor")
STATES = ("open", "accepted", "solved", "withdrawn")
#: Somebody is still waited for, or at it.
ALIVE = ("open", "accepted")


class Calls(Permission):
    """``CALL``: call for help. ``ANSWER``: come, and say what was done. ``LEAD``: hear of calls nobody answers."""

    READ = "calls:read"
    CALL = "calls:call"
    ANSWER = "calls:answer"
    LEAD = "calls:lead"


def known_kind(kind: str) -> Verdict:
    return YES if kind in KINDS else no(_("Nobody is called by this name"), field="kind")


def may_accept(state: str, helper: str) -> Verdict:
    """Coming twice is no help: the second is told who is on the way."""
    if state == "open":
        return YES
    if state == "accepted":
        return no(_("{person} is on the way already").format(person=helper), code="accepted")
    return no(_("This call is over"), code="call-over")


def may_solve(state: str, solution: str) -> Verdict:
    if state not in ALIVE:
        return no(_("This call is over"), code="call-over")
    return YES if solution.strip() else no(_("Say in a few words what was done"), field="solution")


def may_withdraw(state: str) -> Verdict:
    """Until somebody comes, or while they are at it."""
    return YES if state in ALIVE else no(_("This call is over"), code="call-over")
