"""What costing mounts."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.manifest import Entry, Manifest
from unison_web.modules.costing.controllers import CostRateController, CostRollController, MaterialCostRollController
from unison_web.modules.costing.listings import COST_RATE_VIEW, ROLL_VIEW
from unison_web.modules.costing.rules import Costing

MANIFEST = Manifest(
    name="costing",
    controllers=(MaterialCostRollController, CostRollController, CostRateController),
    permissions=(Costing,),
    navigation=(
        Entry("analyse", _("Cost roll-ups"), "/cost-rolls", Costing.READ, order=60),
        Entry("analyse", _("Labour and overhead"), "/cost-rates", Costing.READ, order=65),
    ),
    listings=(COST_RATE_VIEW, ROLL_VIEW),
    tables=("cost_rates", "cost_rolls"),
)
