"""The settings of production."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.preferences import Setting
from unison_web.modules.production.service.labour import SETTING

LABOUR_SPLIT = Setting(
    SETTING, _("Minutes of people on several jobs"), _("How the minutes of somebody who is on several jobs at once are "
    "given to them: to each the same, or by how long a piece should take at each."), "choice", "even",
    ("organization",), options=(("even", _("To each the same")), ("standard", _("By standard time"))),
)  # fmt: skip
