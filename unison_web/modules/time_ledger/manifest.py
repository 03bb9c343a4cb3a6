"""What the time ledger mounts."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.manifest import Entry, Manifest
from unison_web.modules.time_ledger import (
    subscribers as subscribers,  # importing it registers what writes the ledger
)
from unison_web.modules.time_ledger.controllers.signals import MachineMinutesController, MachineSignalController
from unison_web.modules.time_ledger.controllers.stops import StopController
from unison_web.modules.time_ledger.declared import SETTINGS
from unison_web.modules.time_ledger.listings import STOPS_VIEW
from unison_web.modules.time_ledger.rules import TimeLedger
from unison_web.modules.time_ledger.words import ELEMENTS, SOURCES

MANIFEST = Manifest(
    name="time_ledger",
    controllers=(StopController, MachineSignalController, MachineMinutesController),
    permissions=(TimeLedger,),
    navigation=(Entry("make", _("Stops"), "/stops", TimeLedger.READ, 45, group="now"),),
    listings=(STOPS_VIEW,),
    tables=("machine_facts", "machine_times", "stop_explanations"),
    settings=SETTINGS,
    words={"element_words": ELEMENTS, "ledger_sources": SOURCES},
)
