"""What staging mounts."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.manifest import Entry, Manifest
from unison_web.modules.staging.controllers import OrderStagingController, StagingController
from unison_web.modules.staging.listings import STAGING_VIEW
from unison_web.modules.stock.rules import Stock

MANIFEST = Manifest(
    name="staging",
    controllers=(StagingController, OrderStagingController),
    navigation=(Entry("move", _("Bring to the line"), "/staging", Stock.READ, 19),),
    listings=(STAGING_VIEW,),
)
