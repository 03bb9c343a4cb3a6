"""What materials mounts."""

from __future__ import annotations

from unison_web.kit.custom.nouns import Noun
from unison_web.kit.i18n import lazy as _
from unison_web.kit.manifest import Entry, Manifest
from unison_web.kit.web.bulk_routes import bulk_controllers
from unison_web.kit.web.cell_routes import cell_controllers
from unison_web.modules.materials import rules, scans, searches
from unison_web.modules.materials.controllers.costs import CostController, MaterialCostController
from unison_web.modules.materials.controllers.materials import (
    ConversionController,
    MaterialController,
    MaterialStateController,
)
from unison_web.modules.materials.controllers.reference import CategoryController, UnitController
from unison_web.modules.materials.importing.declared import IMPORTABLES
from unison_web.modules.materials.jobs import follow_costs
from unison_web.modules.materials.listings import CATEGORY_VIEW, COST_VIEW, MATERIAL_VIEW, UNIT_VIEW
from unison_web.modules.materials.models import Material

MANIFEST = Manifest(
    name="materials",
    controllers=(
        MaterialController,
        MaterialStateController,
        ConversionController,
        UnitController,
        CategoryController,
        *cell_controllers(MATERIAL_VIEW, "Materials"),
        *bulk_controllers(MATERIAL_VIEW, "Materials"),
        *bulk_controllers(UNIT_VIEW, "Materials"),
        *bulk_controllers(CATEGORY_VIEW, "Materials"),
        CostController,
        MaterialCostController,
    ),
    permissions=(rules.Materials, rules.Units),
    navigation=(
        Entry("setup", _("Materials"), "/materials", rules.Materials.READ, order=10, group="products"),
        Entry("setup", _("Units"), "/units", rules.Units.READ, order=80, group="products"),
    ),
    listings=(MATERIAL_VIEW, UNIT_VIEW, CATEGORY_VIEW, COST_VIEW),
    nouns=(
        Noun(
            "materials",
            _("Material"),
            Material,
            rules.Materials.READ,
            rules.Materials.WRITE,
            Material.number,
            "/materials/options",
            "/materials/{id}",
            rules.LIFE.states,
        ),
    ),
    scans=(scans.material,),
    searches=(searches.SEARCH,),
    deeds=searches.DEEDS,
    schedule=(("3 * * * *", follow_costs),),
    tables=("materials", "units", "material_categories", "material_units", "material_costs", "material_pairs"),
    importables=IMPORTABLES,
    words={"material_life": rules.LIFE_SAYS.__getitem__},
)
