"""What production mounts."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.manifest import Entry, Manifest
from unison_web.modules.production import declared, listings, rules, words
from unison_web.modules.production.controllers.corrections import (
    CorrectionController,
    DecisionController,
    ReversalController,
)
from unison_web.modules.production.controllers.counting import (
    CountingController,
    LabourController,
    ShiftEntryController,
)
from unison_web.modules.production.controllers.lists import (
    CheckResultController,
    PalletController,
    ProductionLogController,
    ReasonController,
)
from unison_web.modules.production.controllers.operations import OperationCheckController, OperationController
from unison_web.modules.production.controllers.orders import OrderReportController
from unison_web.modules.production.service import effects_stock as effects_stock  # importing it says what it foresees

MANIFEST = Manifest(
    name="production",
    controllers=(
        OperationController,
        OperationCheckController,
        OrderReportController,
        ProductionLogController,
        CorrectionController,
        DecisionController,
        ReversalController,
        CountingController,
        ShiftEntryController,
        LabourController,
        CheckResultController,
        PalletController,
        ReasonController,
    ),
    permissions=(rules.Floor, rules.Production, rules.Reasons),
    navigation=(
        Entry("make", _("Production log"), "/production-logs", rules.Floor.READ, 30),
        Entry("make", _("Labour times"), "/labour-times", rules.Floor.READ, 32),
        Entry("make", _("Pallets"), "/pallets", rules.Floor.READ, 34),
        Entry("quality", _("Check results"), "/check-results", rules.Floor.READ, 35),
        Entry("quality", _("Reasons"), "/reasons", rules.Reasons.READ, 60),
    ),
    listings=(
        listings.LOG_VIEW,
        listings.LABOUR_VIEW,
        listings.CHECKS_VIEW,
        listings.REASONS_VIEW,
        listings.PALLETS_VIEW,
    ),
    settings=(declared.LABOUR_SPLIT,),
    words={"production_kind": listings.KIND_LABELS.__getitem__, "check_words": words},
)
