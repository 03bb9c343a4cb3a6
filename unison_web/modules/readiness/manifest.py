"""What readiness mounts."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.manifest import Entry, Manifest
from unison_web.modules.readiness.controllers import ReadinessController
from unison_web.modules.work_orders.rules import WorkOrders

MANIFEST = Manifest(
    name="readiness",
    controllers=(ReadinessController,),
    navigation=(Entry("make", _("Can run now"), "/can-run", WorkOrders.READ, 6, group="now"),),
)
