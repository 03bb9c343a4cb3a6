"""States of a recall, and the sentences for what it may not."""

from __future__ import annotations

from typing import Any

from unison_web.kit.i18n import _, lazy
from unison_web.kit.permissions import Permission
from unison_web.kit.state import YES, StateMachine, Verdict, no


class Trace(Permission):
    READ = "trace:read"
    RECALL = "trace:recall"
    UNDO = "trace:undo"


RECALL = StateMachine(
    states=("draft", "held", "notified", "reconciling", "closed", "undone"),
    verbs={
        "hold": (frozenset({"draft", "held", "notified", "reconciling"}), "held"),
        "notify": (frozenset({"held"}), "notified"),
        "reconcile": (frozenset({"notified"}), "reconciling"),
        "close": (frozenset({"reconciling"}), "closed"),
        "undo": (frozenset({"draft", "held", "notified", "reconciling"}), "undone"),
    },
)
SENTENCES: dict[str, Any] = {
    "notify": lazy("Put everything on hold first"),
    "reconcile": lazy("Say first that the customers know"),
    "close": lazy("Look first what came back and what was used up"),
}


def may(verb: str, state: str) -> Verdict:
    if RECALL.allows(verb, state):
        return YES
    if state in ("closed", "undone"):
        return no(_("This recall has ended"), code="wrong-state")
    return no(SENTENCES[verb] if verb in SENTENCES else _("This has been done already"), code="wrong-state")


def may_begin(kind: str) -> Verdict:
    """A recall begins with what is bad, not with whom it reached."""
    return YES if kind in ("lot", "order") else no(_("A recall begins with a lot or an order"), field="code")
