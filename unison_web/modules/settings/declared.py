"""The settings there are. Each is wired to what it says; a setting without an effect has no place here."""

from __future__ import annotations

from unison_web.kit import i18n
from unison_web.kit.i18n import lazy as _
from unison_web.kit.preferences import Setting
from unison_web.modules.identity.models import User
from unison_web.modules.identity.rules import LANGUAGES
from unison_web.modules.organizations.models import Organization, Plant
from unison_web.modules.organizations.rules import Organizations, Plants

SETTINGS = (
    Setting(
        "look.language", _("Language and formats"), _("In which language Unison speaks, and how it writes numbers and "
        "dates."), "language", "en", ("organization", "plant", "user"),
        options=tuple((code, i18n.called(code)) for code in LANGUAGES),
        homes={"organization": (Organization, "locale"), "plant": (Plant, "locale"), "user": (User, "locale")},
        rights={"organization": str(Organizations.WRITE), "plant": str(Plants.WRITE)},
    ),
    Setting(
        "look.theme", _("Light or dark"), _("How bright pages are. The system's is what the computer or the tablet is "
        "set to."), "choice", "auto", ("organization", "user"),
        options=(("auto", _("Theme of the system")), ("light", _("Light")), ("dark", _("Dark"))),
    ),
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
