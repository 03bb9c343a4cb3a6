"""What settings mount."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.manifest import Entry, Manifest
from unison_web.modules.settings import rules, words
from unison_web.modules.settings.controllers import NumbersController

MANIFEST = Manifest(
    name="settings",
    controllers=(NumbersController,),
    permissions=(rules.Settings,),
    navigation=(Entry("setup", _("Numbers"), "/settings/numbers", rules.Settings.READ, 85),),
    words={"number_kind": words.number_kind},
)
