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
from unison_web.modules.floor.controllers.entry import FloorEntryController
from unison_web.modules.floor.controllers.jobs import FLOOR_PAGES
from unison_web.modules.floor.controllers.tablets import VIEW, TabletController
from unison_web.modules.identity.rules import Devices

MANIFEST = Manifest(
    name="floor",
    controllers=(FloorBoardController, TabletController),
    pages=(FloorEntryController, *FLOOR_PAGES, WallController, LiveController, ServiceWorkerController),
    permissions=(rules.FloorBoard,),
    navigation=(
        Entry("make", _("Floor board"), "/floor-board", rules.FloorBoard.READ, 10),
        Entry("setup", _("Tablets"), "/tablets", Devices.READ, 70),
    ),
    listings=(VIEW,),
)
