"""What single sign-on mounts."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.manifest import Entry, Manifest
from unison_web.modules.second_factor.rules import Security
from unison_web.modules.sign_on.controllers.browser import SignOnPages, button
from unison_web.modules.sign_on.controllers.company import SignOnController
from unison_web.modules.sign_on.controllers.links import LinkController
from unison_web.modules.sign_on.service import doors

MANIFEST = Manifest(
    name="sign_on",
    controllers=(SignOnController, LinkController),
    pages=(SignOnPages,),
    navigation=(Entry("setup", _("Single sign-on"), "/sign-on", Security.READ, 62, group="people"),),
    tables=("sign_on_providers", "sign_on_links", "sign_on_tries"),
    doors=(doors.only_this_one,),
    ways_in=(button,),
)
