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
from unison_web.modules.floor.controllers.tablets import VIEW, TabletController
from unison_web.modules.identity.rules import Devices

MANIFEST = Manifest(
    name="floor",
    controllers=(FloorBoardController, HandoverController, TabletController),
    pages=(
        FloorEntryController,
        DemoTabletController,
        *FLOOR_PAGES,
        FloorHandoverController,
        WallController,
        LiveController,
        ServiceWorkerController,
    ),
    permissions=(rules.FloorBoard, rules.Handovers),
    navigation=(
        Entry("make", _("Floor board"), "/floor-board", rules.FloorBoard.READ, 10),
        Entry("make", _("Given to you"), "/handovers", rules.Handovers.READ, 40),
        Entry("setup", _("Tablets"), "/tablets", Devices.READ, 70, group="plant"),
    ),
    listings=(VIEW, HANDOVER_VIEW),
    words={"tablet": rules},
)
