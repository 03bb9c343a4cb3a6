"""What stock mounts."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.manifest import Entry, Manifest
from unison_web.modules.stock import rules
from unison_web.modules.stock.controllers import VIEW, StockController

MANIFEST = Manifest(
    name="stock",
    controllers=(StockController,),
    permissions=(rules.Stock,),
    navigation=(Entry("move", _("Stock"), "/stock", rules.Stock.READ, 10),),
    listings=(VIEW,),
)
