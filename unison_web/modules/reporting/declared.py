"""What plants aim for."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.preferences import Setting

HELP = _("What the plant aims for, in percent. Nothing is aimed for at 0.")
SCOPES = ("organization", "plant")
TARGETS = {
    "oee": Setting("targets.oee", _("Target of OEE"), HELP, "whole", "75", SCOPES, 0, 100, _("percent")),
    "availability": Setting(
        "targets.availability", _("Target of availability"), HELP, "whole", "85", SCOPES, 0, 100, _("percent")
    ),
    "effectiveness": Setting(
        "targets.effectiveness", _("Target of effectiveness"), HELP, "whole", "90", SCOPES, 0, 100, _("percent")
    ),
    "quality_ratio": Setting(
        "targets.quality_ratio", _("Target of the quality ratio"), HELP, "whole", "98", SCOPES, 0, 100, _("percent")
    ),
}  # fmt: skip
SETTINGS = tuple(TARGETS.values())
