"""What branding mounts."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.manifest import Entry, Manifest
from unison_web.modules.branding import features, presenters, rules
from unison_web.modules.branding.controllers import BrandingController, WornController

MANIFEST = Manifest(
    name="branding",
    controllers=(BrandingController,),
    pages=(WornController,),
    permissions=(rules.Branding,),
    navigation=(Entry("setup", _("Branding"), "/branding", rules.Branding.READ, 86),),
    tables=("brands", "brand_pictures"),
    carried={"branding": features.carried},
    words={"brand_terms": presenters.terms},
)
