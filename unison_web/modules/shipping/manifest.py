"""What shipping mounts."""

from __future__ import annotations

from unison_web.kit.custom.nouns import Noun
from unison_web.kit.i18n import lazy as _
from unison_web.kit.manifest import Entry, Manifest
from unison_web.modules.shipping import listings, rules, scans, searches, words
from unison_web.modules.shipping.controllers.docks import DockBoardController, DockController, DockWallController
from unison_web.modules.shipping.controllers.moves import ShipmentMoveController
from unison_web.modules.shipping.controllers.packing import HandlingUnitController, ShipmentUnitController
from unison_web.modules.shipping.controllers.picking import AllocationController, PickController
from unison_web.modules.shipping.controllers.shipments import ShipmentController, ShipmentLineController
from unison_web.modules.shipping.models import Shipment
from unison_web.modules.shipping.rules import Shipping

MANIFEST = Manifest(
    name="shipping",
    feature=_("Shipments"),
    controllers=(
        ShipmentController,
        ShipmentLineController,
        AllocationController,
        PickController,
        HandlingUnitController,
        ShipmentUnitController,
        ShipmentMoveController,
        DockController,
        DockBoardController,
    ),
    pages=(DockWallController,),
    permissions=(Shipping,),
    navigation=(
        Entry("move", _("Shipments"), "/shipments?open=yes", Shipping.READ, 20, also=("/handling-units",)),
        Entry("move", _("Dock board"), "/dock-board", Shipping.READ, 22),
        Entry("setup", _("Docks"), "/docks", Shipping.WRITE, 47, group="plant"),
    ),
    listings=(listings.SHIPMENT_VIEW, listings.UNIT_VIEW, listings.DOCK_VIEW),
    nouns=(
        Noun(
            "shipments",
            _("Shipment"),
            Shipment,
            Shipping.READ,
            Shipping.WRITE,
            Shipment.number,
            "",
            "/shipments/{id}",
            rules.LIFE.states,
        ),
    ),
    scans=(scans.shipment, scans.handling_unit),
    searches=(searches.SEARCH,),
    deeds=searches.DEEDS,
    tables=(
        "docks", "shipments", "shipment_lines", "shipment_picks", "handling_units", "handling_unit_contents",
    ),
    words=words.WORDS,
)  # fmt: skip
