"""What plants choose about their time."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.preferences import Setting

MICRO_STOP = Setting(
    "floor.micro_stop_seconds", _("Short stops"), _("Stops below this length need no reason. They count as a loss of "
    "their own, short stops."), "whole", "120", ("organization", "plant"), 0, 3600, _("seconds"),
)  # fmt: skip
BUDGET = Setting(
    "floor.unexplained_minutes", _("Unexplained minutes of a shift"), _("How many minutes of a machine may stay "
    "without a reason in one shift. Machines above it are named in the report of the shift."), "whole", "15",
    ("organization", "plant"), 0, 480, _("minutes"),
)  # fmt: skip
SETTINGS = (MICRO_STOP, BUDGET)
