"""What stock mounts."""

from __future__ import annotations

from unison_web.kit.custom.nouns import Noun
from unison_web.kit.i18n import lazy as _
from unison_web.kit.manifest import Entry, Manifest
from unison_web.modules.stock import declared, listings, scans, searches, words
from unison_web.modules.stock.controllers.consignment import ConsignmentController, StockTakeoverController
from unison_web.modules.stock.controllers.lots import LotController
from unison_web.modules.stock.controllers.places import StockController, StockLocationController
from unison_web.modules.stock.controllers.plant_moves import PlantMoveController
from unison_web.modules.stock.controllers.verbs import (
    StockAdjustmentController,
    StockCountController,
    StockDispatchController,
    StockMovementController,
    StockReceiptController,
    StockTransferController,
)
from unison_web.modules.stock.listings_moves import PLANT_MOVE_VIEW
from unison_web.modules.stock.models import Lot
from unison_web.modules.stock.rules import Stock

MANIFEST = Manifest(
    name="stock",
    controllers=(
        StockController,
        StockLocationController,
        LotController,
        StockReceiptController,
        StockTransferController,
        StockDispatchController,
        StockAdjustmentController,
        StockMovementController,
        StockCountController,
        PlantMoveController,
        ConsignmentController,
        StockTakeoverController,
    ),
    permissions=(Stock,),
    navigation=(
        Entry("move", _("Stock"), "/stock", Stock.READ, 10, group="lying"),
        Entry("move", _("Lots"), "/lots", Stock.READ, 12, group="lying"),
        Entry("move", _("Stock movements"), "/stock-movements", Stock.READ, 14),
        Entry("move", _("Between plants"), "/plant-moves", Stock.READ, 15),
        Entry("move", _("Stock of suppliers"), "/consignment", Stock.READ, 17, group="lying"),
        Entry("move", _("Stock counts"), "/stock-counts", Stock.READ, 16, group="lying"),
        Entry("setup", _("Places of stock"), "/stock-locations", Stock.READ, 45, group="plant"),
    ),
    listings=(
        listings.STOCK_VIEW,
        listings.LOCATION_VIEW,
        listings.LOT_VIEW,
        listings.MOVEMENT_VIEW,
        listings.COUNT_VIEW,
        PLANT_MOVE_VIEW,
    ),
    nouns=(Noun("lots", _("Lot"), Lot, Stock.READ, Stock.MOVE, Lot.number, "/lots/options", "/lots/{id}"),),
    scans=(scans.lot, scans.place),
    searches=(searches.SEARCH,),
    deeds=searches.DEEDS,
    settings=declared.SETTINGS,
    tables=(
        "stock_locations", "stock_lots", "stock_balances", "stock_movements", "lot_edges", "stock_holds",
        "stock_counts", "stock_plant_moves",
    ),
    words=words.WORDS,
)  # fmt: skip
