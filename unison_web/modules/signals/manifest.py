"""What signals mount."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.manifest import Entry, Manifest
from unison_web.modules.signals import jobs
from unison_web.modules.signals.controllers.certificates import ConnectionCertificateController
from unison_web.modules.signals.controllers.connections import ConnectionController, SignalController
from unison_web.modules.signals.controllers.tags import MachineHeardController, TagController
from unison_web.modules.signals.listings import CONNECTION_VIEW, TAG_VIEW
from unison_web.modules.signals.rules import Signals
from unison_web.modules.signals.words import KINDS, ROADS

MANIFEST = Manifest(
    name="signals",
    controllers=(
        ConnectionController, ConnectionCertificateController, SignalController, TagController, MachineHeardController,
    ),
    permissions=(Signals,),
    navigation=(
        Entry("maintain", _("Connections"), "/connections", Signals.READ, order=64),
        Entry("maintain", _("Tags"), "/tags?mapped=no", Signals.READ, order=65),
    ),
    listings=(CONNECTION_VIEW, TAG_VIEW),
    tables=(
        "signal_connections", "signal_links", "signal_batches", "signal_tags", "signal_latest", "machine_alarms",
        "telemetry", "telemetry_minutes", "telemetry_hours",
    ),
    schedule=(
        ("* * * * *", jobs.notice_silence), ("17 3 * * *", jobs.keep_months), ("43 3 * * *", jobs.forget_messages),
    ),
    words={"road_words": ROADS, "signal_kinds": KINDS},
)  # fmt: skip
