"""What may be said about engineering changes."""

from __future__ import annotations

from unison_web.kit.i18n import _
from unison_web.kit.permissions import Permission
from unison_web.kit.state import YES, StateMachine, Verdict, no

LIFE = StateMachine(
    states=("draft", "in_review", "approved", "released", "rejected"),
    verbs={
        "submit": (frozenset({"draft"}), "in_review"),
        "approve": (frozenset({"in_review"}), "approved"),
        "release": (frozenset({"approved"}), "released"),
        "reject": (frozenset({"in_review", "approved"}), "rejected"),
        "reopen": (frozenset({"rejected"}), "draft"),
    },
)


class Changes(Permission):
    READ = "changes:read"
    WRITE = "changes:write"
    APPROVE = "changes:approve"


def may(verb: str, state: str, bills: int, reason: str = "") -> Verdict:
    """Every verb from the states it starts in; a rejection says why."""
    if not LIFE.allows(verb, state):
        return no(_("This cannot be done to a change in this state"), code="wrong-state")
    if verb in ("submit", "release") and not bills:
        return no(_("Add at least one new revision first"))
    if verb == "reject" and not reason.strip():
        return no(_("Say why it is rejected"), field="reason")
    return YES


def may_edit(state: str) -> Verdict:
    return YES if state == "draft" else no(_("Only a draft of a change can be edited"), code="wrong-state")


def may_join(state: str, revision: str) -> Verdict:
    """A change brings revisions that are not valid yet."""
    if state in ("draft", "in_review"):
        return YES
    return no(_("Revision {revision} is not a draft").format(revision=revision), field="bill")
