"""What the floor mounts."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.manifest import Entry, Manifest
from unison_web.modules.floor import rules
from unison_web.modules.floor.controllers.board import (
    FloorBoardController,
    LiveController,
    ServiceWorkerController,
    WallController,
)
from unison_web.modules.floor.controllers.demo import DemoTabletController
from unison_web.modules.floor.controllers.entry import FloorEntryController
from unison_web.modules.floor.controllers.handovers import VIEW as HANDOVER_VIEW
from unison_web.modules.floor.controllers.handovers import FloorHandoverController, HandoverController
from unison_web.modules.floor.controllers.jobs import FLOOR_PAGES
from unison_web.modules.floor.controllers.shift_notes import NOTES_VIEW, FloorNoteController, ShiftNoteController
from unison_web.modules.floor.controllers.tablets import VIEW, TabletController
from unison_web.modules.identity.rules import Devices
from unison_web.modules.production.rules import Floor

MANIFEST = Manifest(
    name="floor",
    controllers=(FloorBoardController, HandoverController, ShiftNoteController, TabletController),
    pages=(
        FloorEntryController,
        DemoTabletController,
        *FLOOR_PAGES,
        FloorHandoverController,
        FloorNoteController,
        WallController,
        LiveController,
        ServiceWorkerController,
    ),
    permissions=(rules.FloorBoard, rules.Handovers),
    navigation=(
        Entry("make", _("Floor board"), "/floor-board", rules.FloorBoard.READ, 10, group="now"),
        Entry("make", _("Given to you"), "/handovers", rules.Handovers.READ, 40, group="now"),
        Entry("make", _("Shift hand-overs"), "/shift-notes", Floor.READ, 45),
        Entry("setup", _("Tablets"), "/tablets", Devices.READ, 70, group="plant"),
    ),
    listings=(VIEW, HANDOVER_VIEW, NOTES_VIEW),
    words={"tablet": rules},
)
