"""What API keys mount."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.manifest import Entry, Manifest
from unison_web.modules.api_keys import rules
from unison_web.modules.api_keys.controllers.keys import ApiKeyController
from unison_web.modules.api_keys.listings import VIEW
from unison_web.modules.api_keys.service.recognition import Keys

MANIFEST = Manifest(
    name="api_keys",
    controllers=(ApiKeyController,),
    permissions=(rules.ApiKeys,),
    navigation=(Entry("setup", _("API keys"), "/api-keys", rules.ApiKeys.READ, 62, group="people"),),
    listings=(VIEW,),
    tables=("api_keys",),
    bearers=(Keys,),
)
