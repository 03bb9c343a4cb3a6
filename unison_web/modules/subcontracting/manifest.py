"""What subcontracting mounts."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.manifest import Entry, Manifest
from unison_web.modules.stock.rules import Stock
from unison_web.modules.subcontracting.controllers.subcontracts import SubcontractController
from unison_web.modules.subcontracting.listings import VIEW

MANIFEST = Manifest(
    name="subcontracting",
    controllers=(SubcontractController,),
    navigation=(Entry("move", _("At suppliers"), "/subcontracts?state=open", Stock.READ, 19, group="lying"),),
    listings=(VIEW,),
    tables=("subcontracts",),
)
