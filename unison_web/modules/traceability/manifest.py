"""What traceability mounts."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.manifest import Entry, Manifest
from unison_web.kit.search import Deed
from unison_web.modules.traceability import listings, words
from unison_web.modules.traceability.controllers.recalls import RecallController, RecallDrillController
from unison_web.modules.traceability.controllers.tracing import TraceController
from unison_web.modules.traceability.rules import Trace

MANIFEST = Manifest(
    name="traceability",
    controllers=(TraceController, RecallController, RecallDrillController),
    permissions=(Trace,),
    navigation=(
        Entry("trace", _("Trace"), "/trace", Trace.READ, 30),
        Entry("trace", _("Recalls"), "/recalls", Trace.READ, 32, also=("/recall-drills",)),
    ),
    listings=(listings.RECALL_VIEW, listings.DRILL_VIEW),
    deeds=(Deed(_("New recall"), "/recalls/new", Trace.RECALL), Deed(_("Trace"), "/trace", Trace.READ)),
    tables=("recalls", "recall_lots", "recall_drills"),
    words=words.WORDS,
)
