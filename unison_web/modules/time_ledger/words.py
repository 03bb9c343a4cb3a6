"""How elements of time and sources are called."""

from __future__ import annotations

from typing import Any

from unison_web.kit.i18n import lazy as _

#: Elements of ISO 22400 as people on the floor say them.
ELEMENTS: dict[str, Any] = {
    "production": _("Production"),
    "setup": _("Setup"),
    "delay": _("Delay with a reason"),
    "down": _("Breakdown"),
    "idle": _("No order"),
    "unexplained": _("Stop without a reason"),
    "planned_down": _("Planned stop"),
    "break": _("Break"),
    "off_shift": _("Out of shift"),
    "unknown": _("No data"),
}
SOURCES: dict[str, Any] = {
    "touch": _("Touched at the machine"),
    "signal": _("Sent by the machine"),
    "hand": _("Said by hand"),
    "late": _("Given afterwards"),
}
