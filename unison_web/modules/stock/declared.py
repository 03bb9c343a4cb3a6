"""What companies and plants choose about stock."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.preferences import Setting

TOLERANCE = "stock.count_tolerance"
GS1_PREFIX = "stock.gs1_prefix"
SETTINGS = (
    Setting(
        TOLERANCE, _("Difference that a count may have"),
        _("A count that is off by more waits until somebody else has approved it."), "whole", "5",
        ("organization", "plant"), 0, 100, _("percent"),
    ),
    Setting(
        GS1_PREFIX, _("GS1 company prefix"),
        _("Boxes and pallets get an SSCC that begins with it. Without one they get numbers of your own."), "digits", "",
        ("organization",), 4, 12,
    ),
)  # fmt: skip
