"""What the verbs of an order are called on buttons, and what each does."""

from __future__ import annotations

from typing import Any

from unison_web.kit.i18n import lazy as _
from unison_web.modules.work_orders import rules

VERBS: dict[str, Any] = {
    "release": _("Release order"), "unrelease": _("Take release back"), "hold": _("Put on hold"), "resume": _("Resume"),
    "short-close": _("Close short"), "close": _("Close order"), "cancel": _("Cancel order"), "reopen": _("Reopen"),
}  # fmt: skip
EFFECTS: dict[str, Any] = {
    "unrelease": _("The floor does not see it any more."),
    "hold": _("Nobody can start or report until it is resumed."),
    "resume": _("Work may go on."),
    "short-close": _("What is good so far is all there will be. Open operations end."),
    "close": _("The order is settled and leaves the open lists."),
    "cancel": _("The order will not be made."),
    "reopen": _("Operations that lack pieces can be worked on again."),
}
ICONS = {
    "unrelease": "arrow-back-up",
    "hold": "player-pause",
    "resume": "player-play",
    "short-close": "cut",
    "close": "archive",
    "cancel": "ban",
    "reopen": "rotate",
}


def order_needs_reason(verb: str) -> bool:
    return verb in rules.NEEDS_REASON


def order_verb(verb: str) -> Any:
    return VERBS[verb]


def order_effect(verb: str) -> Any:
    return EFFECTS.get(verb, "")


def order_icon(verb: str) -> str:
    return ICONS.get(verb, "check")
