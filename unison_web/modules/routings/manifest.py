"""What routings mount."""

from __future__ import annotations

from unison_web.kit.custom.nouns import Noun
from unison_web.kit.i18n import lazy as _
from unison_web.kit.manifest import Entry, Manifest
from unison_web.kit.web.bulk_routes import bulk_controllers
from unison_web.modules.routings import rules, searches
from unison_web.modules.routings.controllers.checks import CheckController, PictureController
from unison_web.modules.routings.controllers.operations import OperationController, StepController
from unison_web.modules.routings.controllers.routings import MaterialRoutingController, RoutingController
from unison_web.modules.routings.importing.declared import IMPORTABLES
from unison_web.modules.routings.listings import ROUTING_VIEW
from unison_web.modules.routings.models import Routing

MANIFEST = Manifest(
    name="routings",
    controllers=(
        RoutingController,
        MaterialRoutingController,
        OperationController,
        StepController,
        CheckController,
        PictureController,
        *bulk_controllers(ROUTING_VIEW, "Routings"),
    ),
    permissions=(rules.Routings,),
    navigation=(Entry("setup", _("Routings"), "/routings", rules.Routings.READ, order=30, group="products"),),
    nouns=(
        Noun(
            "routings",
            _("Routing"),
            Routing,
            rules.Routings.READ,
            rules.Routings.WRITE,
            Routing.revision,
            "",
            "/routings/{id}",
            rules.LIFE.states,
        ),
    ),
    listings=(ROUTING_VIEW,),
    searches=(searches.SEARCH,),
    deeds=searches.DEEDS,
    tables=("routings", "routing_operations", "routing_steps", "routing_checks"),
    importables=IMPORTABLES,
)
