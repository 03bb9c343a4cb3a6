"""The life of an account: invited → active → locked → disabled."""

from __future__ import annotations

from unison_web.kit.i18n import _
from unison_web.kit.state import YES, Verdict, no

#: State → the states an administrator may bring the account to. Accepting the invitation is the person's own step.
STEPS = {
    "invited": ("disabled",),
    "active": ("active", "locked", "disabled"),
    "locked": ("active", "disabled"),
    "disabled": ("active",),
}
#: Whoever is in one of these is signed out everywhere.
OUT = ("locked", "disabled")


def may_become(state: str, wanted: str, reason: str) -> Verdict:
    """Locking somebody out for now needs a sentence they can be told."""
    if wanted not in STEPS.get(state, ()):
        return no(_("This account cannot change that way. Load the page again"))
    if wanted == "locked" and not reason.strip():
        return no(_("Say why, in a few words. The person's page shows it"), field="reason")
    return YES
