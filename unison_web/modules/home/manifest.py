"""What home mounts."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.manifest import Entry, Manifest
from unison_web.modules.home.controllers import HomeController, OverviewController, ScanController, TourController
from unison_web.modules.work_orders.rules import WorkOrders

MANIFEST = Manifest(
    name="home",
    controllers=(OverviewController,),
    pages=(HomeController, ScanController, TourController),
    navigation=(Entry("home", _("Overview"), "/home", WorkOrders.READ, 1),),
)
