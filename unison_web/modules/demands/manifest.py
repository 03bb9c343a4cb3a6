"""What demands mounts."""

from __future__ import annotations

from unison_web.kit.custom.nouns import Noun
from unison_web.kit.i18n import lazy as _
from unison_web.kit.manifest import Entry, Manifest
from unison_web.kit.web.bulk_routes import bulk_controllers
from unison_web.modules.demands import listings, rules, searches
from unison_web.modules.demands.controllers.forecasts import ForecastController
from unison_web.modules.demands.controllers.lines import LineController, LineListController
from unison_web.modules.demands.controllers.orders import CustomerOrderController
from unison_web.modules.demands.importing.declared import IMPORTABLES
from unison_web.modules.demands.models import CustomerOrder

MANIFEST = Manifest(
    name="demands",
    feature=_("Customer orders and forecast"),
    controllers=(
        CustomerOrderController,
        LineController,
        LineListController,
        ForecastController,
        *bulk_controllers(listings.ORDER_VIEW, "Demands"),
    ),
    permissions=(rules.Demands,),
    navigation=(
        Entry("plan", _("Customer orders"), "/customer-orders?open=yes", rules.Demands.READ, order=20),
        Entry("plan", _("Forecast"), "/forecasts", rules.Demands.READ, order=30),
    ),
    listings=(listings.ORDER_VIEW, listings.LINE_VIEW, listings.FORECAST_VIEW),
    nouns=(
        Noun(
            "customer-orders",
            _("Customer order"),
            CustomerOrder,
            rules.Demands.READ,
            rules.Demands.WRITE,
            CustomerOrder.number,
            "",
            "/customer-orders/{id}",
            rules.LIFE.states,
        ),
    ),
    searches=(searches.SEARCH,),
    deeds=searches.DEEDS,
    importables=IMPORTABLES,
    tables=("customer_orders", "customer_order_lines", "forecasts"),
)
