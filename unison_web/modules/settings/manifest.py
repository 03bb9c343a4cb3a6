"""What settings mount."""

from __future__ import annotations

from unison_web.kit import preferences
from unison_web.kit.i18n import lazy as _
from unison_web.kit.manifest import Entry, Manifest
from unison_web.modules.settings import rules, words
from unison_web.modules.settings.controllers import NumbersController
from unison_web.modules.settings.controllers_choosing import SettingsController
from unison_web.modules.settings.declared import SETTINGS

MANIFEST = Manifest(
    name="settings",
    controllers=(NumbersController, SettingsController),
    permissions=(rules.Settings,),
    navigation=(
        Entry("setup", _("Settings"), "/settings", rules.Settings.READ, 84),
        Entry("setup", _("Numbers"), "/settings/numbers", rules.Settings.READ, 85),
    ),
    tables=("setting_values",),
    settings=SETTINGS,
    carried={"settings": preferences.load},
    words={"number_kind": words.number_kind},
)
