"""What sourcing mounts."""

from __future__ import annotations

from unison_web.kit.manifest import Manifest
from unison_web.modules.sourcing.controllers.duplicates import DuplicateController, DuplicateListController
from unison_web.modules.sourcing.controllers.standins import StandInController
from unison_web.modules.sourcing.controllers.suppliers import OfferListController, PriceController, SupplierController
from unison_web.modules.sourcing.importing.declared import IMPORTABLES
from unison_web.modules.sourcing.listings import VIEW

MANIFEST = Manifest(
    name="sourcing",
    controllers=(
        OfferListController,
        SupplierController,
        PriceController,
        StandInController,
        DuplicateListController,
        DuplicateController,
    ),
    listings=(VIEW,),
    importables=IMPORTABLES,
    tables=("material_suppliers", "supplier_prices", "material_alternates", "material_replacements"),
)
