"""States and limits of imports."""

from __future__ import annotations

from unison_web.kit.i18n import _, lazy
from unison_web.kit.permissions import Permission
from unison_web.kit.state import YES, Verdict, no

STATES = ("mapping", "checking", "checked", "applying", "done", "undoing", "undone", "failed", "cancelled")
WORKING = frozenset({"checking", "applying", "undoing"})
#: From which states each verb may begin.
MAY = {
    "check": frozenset({"mapping", "checked", "failed", "cancelled"}),
    "apply": frozenset({"checked"}),
    "undo": frozenset({"done"}),
    "cancel": frozenset({"checking", "applying"}),
}
MOST_FILES = 20
MOST_SOURCES = 50
LARGEST_FILE = 200 * 1024 * 1024
MOST_EDITS = 2_000
OUTCOMES = {
    "insert": lazy("New"), "change": lazy("Changes"), "same": lazy("The same"), "conflict": lazy("Conflict"),
    "error": lazy("Error"),
}  # fmt: skip


class Imports(Permission):
    """To see what was imported. To import needs the right to write what is imported."""

    READ = "imports:read"


def may(verb: str, state: str) -> Verdict:
    if state in MAY[verb]:
        return YES
    return no(
        {
            "check": _("This import was finished already. Start a new one"),
            "apply": _("Check the rows first"),
            "undo": _("Only a finished import can be undone"),
            "cancel": _("Nothing is running that could be stopped"),
        }[verb],
        code="wrong-state",
    )


def may_apply(counts: dict[str, int], *, leave_out: bool) -> Verdict:
    """All rows, or those that are good because somebody said so."""
    bad = counts.get("error", 0) + counts.get("conflict", 0)
    if bad and not leave_out:
        return no(_("Some rows cannot be taken. Correct them, or say that they are left out"), field="leave_out")
    if not counts.get("insert", 0) + counts.get("change", 0):
        return no(_("No row would change anything"))
    return YES
