"""What work orders mount."""

from __future__ import annotations

from unison_web.kit.custom.nouns import Noun
from unison_web.kit.i18n import lazy as _
from unison_web.kit.manifest import Entry, Manifest
from unison_web.kit.web.bulk_routes import bulk_controllers
from unison_web.kit.web.cell_routes import cell_controllers
from unison_web.modules.work_orders import listings, rules, scans, searches, words
from unison_web.modules.work_orders.controllers.history import WorkOrderHistoryController
from unison_web.modules.work_orders.controllers.moves import MOVES, WorkOrderReleaseController
from unison_web.modules.work_orders.controllers.orders import WorkOrderController
from unison_web.modules.work_orders.controllers.substitution import SubstitutionController
from unison_web.modules.work_orders.importing.declared import IMPORTABLES
from unison_web.modules.work_orders.models import WorkOrder

MANY = bulk_controllers(listings.VIEW, "Work orders") + cell_controllers(listings.VIEW, "Work orders")

MANIFEST = Manifest(
    name="work_orders",
    controllers=(
        WorkOrderController,
        WorkOrderHistoryController,
        WorkOrderReleaseController,
        SubstitutionController,
        *MOVES,
        *MANY,
    ),  # fmt: skip
    permissions=(rules.WorkOrders,),
    navigation=(Entry("plan", _("Work orders"), "/work-orders?open=yes", rules.WorkOrders.READ, 10),),
    listings=(listings.VIEW,),
    nouns=(
        Noun(
            "work-orders",
            _("Work order"),
            WorkOrder,
            rules.WorkOrders.READ,
            rules.WorkOrders.EDIT,
            WorkOrder.number,
            "",
            "/work-orders/{code}",
            rules.ORDER.states,
        ),
    ),
    scans=(scans.order, scans.operation),
    searches=(searches.SEARCH,),
    deeds=searches.DEEDS,
    words={
        "order_verb": words.order_verb,
        "order_effect": words.order_effect,
        "order_icon": words.order_icon,
        "order_needs_reason": words.order_needs_reason,
    },
    importables=IMPORTABLES,
)
