"""What companies and plants choose about stock."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.preferences import Setting

TOLERANCE = "stock.count_tolerance"
SETTINGS = (
    Setting(
        TOLERANCE, _("Difference that a count may have"),
        _("A count that is off by more waits until somebody else has approved it."), "whole", "5",
        ("organization", "plant"), 0, 100, _("percent"),
    ),
)  # fmt: skip
