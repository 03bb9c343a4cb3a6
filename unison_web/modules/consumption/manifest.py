"""What consumption mounts."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.manifest import Entry, Manifest
from unison_web.modules.consumption import subscribers
from unison_web.modules.consumption.controllers.missing import MissingStockController
from unison_web.modules.consumption.controllers.orders import OrderStockController
from unison_web.modules.consumption.listings import MISSING_VIEW
from unison_web.modules.stock.rules import Stock

REACTIONS = (subscribers.nothing_is_kept_any_more,)

MANIFEST = Manifest(
    name="consumption",
    controllers=(OrderStockController, MissingStockController),
    navigation=(Entry("move", _("Missing stock"), "/missing-stock", Stock.READ, 18, group="lying"),),
    listings=(MISSING_VIEW,),
    tables=("stock_reservations", "stock_missing"),
)
