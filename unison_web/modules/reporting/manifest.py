"""What reporting mounts."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.manifest import Entry, Manifest
from unison_web.modules.reporting import papers as papers  # importing it says how reports are printed
from unison_web.modules.reporting import words
from unison_web.modules.reporting.controllers.figures import KpiController, MetricController, OeeController
from unison_web.modules.reporting.controllers.reports import (
    ReportPaperController,
    ShiftReportController,
    ShiftSignatureController,
)
from unison_web.modules.reporting.declared import SETTINGS
from unison_web.modules.reporting.rules import Reporting
from unison_web.modules.reporting.service import corrected as corrected  # importing it says what corrections change

MANIFEST = Manifest(
    name="reporting",
    controllers=(
        OeeController,
        KpiController,
        MetricController,
        ShiftReportController,
        ShiftSignatureController,
        ReportPaperController,
    ),  # fmt: skip
    permissions=(Reporting,),
    navigation=(
        Entry("analyse", _("OEE"), "/oee", Reporting.READ, 10),
        Entry("analyse", _("Shift report"), "/reports/shift", Reporting.READ, 20),
        Entry("analyse", _("KPI catalogue"), "/kpis", Reporting.READ, 30),
    ),
    settings=SETTINGS,
    tables=("shift_signatures",),
    words={"signed_as": words.SIGNED_AS.__getitem__},
)
