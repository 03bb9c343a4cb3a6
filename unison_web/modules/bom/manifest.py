"""What bills of materials mount."""

from __future__ import annotations

from unison_web.kit.custom.nouns import Noun
from unison_web.kit.i18n import lazy as _
from unison_web.kit.manifest import Entry, Manifest
from unison_web.kit.web.bulk_routes import bulk_controllers
from unison_web.modules.bom import rules, searches
from unison_web.modules.bom.controllers.bills import BomController
from unison_web.modules.bom.controllers.depth import AlternateController, BomDepthController
from unison_web.modules.bom.controllers.grid import GridController
from unison_web.modules.bom.controllers.life import BomLifeController
from unison_web.modules.bom.controllers.lines import LineController
from unison_web.modules.bom.controllers.structure import BomTreeController, MaterialBomController
from unison_web.modules.bom.importing.declared import IMPORTABLES
from unison_web.modules.bom.listings import BOM_VIEW
from unison_web.modules.bom.models import Bom

MANIFEST = Manifest(
    name="bom",
    controllers=(
        BomController,
        BomLifeController,
        GridController,
        LineController,
        AlternateController,
        BomDepthController,
        BomTreeController,
        MaterialBomController,
        *bulk_controllers(BOM_VIEW, "Bills of materials"),
    ),
    permissions=(rules.Bom,),
    navigation=(Entry("setup", _("Bills of materials"), "/bom", rules.Bom.READ, order=20, group="products"),),
    nouns=(
        Noun(
            "boms",
            _("Bill of materials"),
            Bom,
            rules.Bom.READ,
            rules.Bom.WRITE,
            Bom.revision,
            "",
            "/bom/{id}",
            rules.LIFE.states,
        ),
    ),
    listings=(BOM_VIEW,),
    searches=(searches.SEARCH,),
    deeds=searches.DEEDS,
    tables=("boms", "bom_lines", "bom_alternates", "bom_outputs", "bom_losses"),
    importables=IMPORTABLES,
)
