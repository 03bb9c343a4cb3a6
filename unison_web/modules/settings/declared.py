"""The settings there are. Each is wired to what it says; a setting without an effect has no place here."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.preferences import Setting

SETTINGS = (
    Setting(
        "look.density", _("Density of lists and records"), _("How close lines stand on office pages."), "choice",
        "compact", ("organization", "user"), options=(("compact", _("Compact")), ("office", _("Roomy"))),
    ),
    Setting(
        "session.hours", _("Length of a session"), _("After this long a browser asks for the password again."), "whole",
        "12", ("organization",), 1, 24, _("hours"),
    ),
    Setting(
        "invitation.days", _("Life of an invitation"), _("How long the link in an invitation works."), "whole",
        "7", ("organization",), 1, 30, _("days"),
    ),
    Setting(
        "floor.idle_seconds", _("Tablets lock after"), _("A tablet nobody touches asks for the badge again. A running "
        "job goes on."), "whole", "120", ("organization", "plant"), 30, 3600, _("seconds"),
    ),
    Setting(
        "work_orders.tolerance_percent", _("More than ordered"), _("How many more good pieces than ordered may be "
        "reported, on orders made from now on."), "whole", "5", ("organization", "plant"), 0, 100, _("percent"),
    ),
)  # fmt: skip
