"""What identity mounts."""

from __future__ import annotations

from unison_web.kit.manifest import Manifest
from unison_web.modules.identity import rules
from unison_web.modules.identity.controllers.auth import AuthController, LoginPages
from unison_web.modules.identity.controllers.me import MeController

MANIFEST = Manifest(
    name="identity",
    controllers=(AuthController, MeController),
    pages=(LoginPages,),
    permissions=(rules.Users, rules.Roles, rules.Devices, rules.Visits),
)
