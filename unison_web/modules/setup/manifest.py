"""What set-up mounts."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.manifest import Entry, Manifest
from unison_web.modules.setup.controllers import SetupController
from unison_web.modules.setup.rules import Setup

MANIFEST = Manifest(
    name="setup",
    controllers=(SetupController,),
    permissions=(Setup,),
    navigation=(Entry("setup", _("First steps"), "/setup", Setup.READ, order=96),),
)
