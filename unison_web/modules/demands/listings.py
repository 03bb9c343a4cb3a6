"""The lists of this module, declared once."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from unison_web.kit.db.search import own_words
from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.filters import Filter, choice, containing, period, reference
from unison_web.kit.web.listing import Column, Listing
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.reading import Columns
from unison_web.kit.web.states import words
from unison_web.modules.demands import many, rules
from unison_web.modules.demands.models import CustomerOrder, CustomerOrderLine, Forecast
from unison_web.modules.demands.schemas import ForecastOut, LineRow, OrderRow
from unison_web.modules.materials.models import Material, Unit
from unison_web.modules.partners.models import Partner
from unison_web.modules.work_orders.models import WorkOrder

STATES = tuple(words(rules.LIFE.states, "demand").items())
YES_NO = (("yes", _("Open")), ("no", _("Done")))
_ITS_LINES = (
    CustomerOrderLine.organization_id == CustomerOrder.organization_id, CustomerOrderLine.order_id == CustomerOrder.id,
)  # fmt: skip
LINES = select(func.count(CustomerOrderLine.id)).where(*_ITS_LINES).correlate(CustomerOrder).scalar_subquery()
TOTAL = (
    select(func.coalesce(func.sum(CustomerOrderLine.quantity * CustomerOrderLine.price), 0))
    .where(*_ITS_LINES)
    .correlate(CustomerOrder)
    .scalar_subquery()
)
OWN_UNIT = aliased(Unit)


def is_open(values: list[str]) -> object:
    wanted = [state for state in rules.LIFE.states if ("yes" if state in rules.OPEN else "no") in values]
    return CustomerOrder.state.in_(wanted)


ORDERS = Listing(
    noun="customer-orders",
    url="/customer-orders",
    model=CustomerOrder,
    columns=(
        Column("number", _("Order"), CustomerOrder.number_order),
        Column("customer", _("Customer"), Partner.name),
        Column("reference", _("Their number"), CustomerOrder.reference),
        Column("lines", _("Lines"), numeric=True),
        Column("total", _("Total"), numeric=True, holds=(("total", _("Total")), ("currency", _("Currency")))),
        Column("ordered_on", _("Ordered"), CustomerOrder.ordered_on, shown=False),
        Column("due_on", _("Due"), CustomerOrder.due_on),
        Column("state", _("State"), CustomerOrder.state, words=dict(STATES)),
    ),
    reads=Columns(OrderRow, CustomerOrder, customer=Partner.name, lines=LINES, total=TOTAL),
    default_sort="due_on",
    search=(CustomerOrder.number, CustomerOrder.reference, Partner.name, own_words(CustomerOrder.custom)),
    filters=(
        Filter("open", _("Open"), is_open, YES_NO, by_view=True),  # type: ignore[arg-type]
        choice("state", _("State"), CustomerOrder.state, STATES),
        reference("customer", _("Customer"), Partner.number),
        *period("due", _("Due"), CustomerOrder.due_on),
        *period("ordered", _("Ordered"), CustomerOrder.ordered_on),
    ),
    joins=lambda statement: statement.join(CustomerOrder.customer),
)
ORDER_LINES = Listing(
    noun="customer-order-lines",
    url="/customer-order-lines",
    model=CustomerOrderLine,
    columns=(
        Column("due_on", _("Due"), CustomerOrderLine.due_on),
        Column("number", _("Order"), CustomerOrder.number_order),
        Column("customer", _("Customer"), Partner.name),
        Column(
            "material",
            _("Material"),
            Material.number,
            holds=(("material", _("Material")), ("material_name", _("Name"))),
        ),
        Column("quantity", _("Quantity"), numeric=True, holds=(("quantity", _("Quantity")), ("unit", _("Unit")))),
        Column(
            "price", _("Price of one"), numeric=True, holds=(("price", _("Price of one")), ("currency", _("Currency")))
        ),
        Column("work_order", _("Work order"), func.coalesce(WorkOrder.number, "")),
        Column("state", _("State"), CustomerOrder.state, words=dict(STATES)),
    ),
    reads=Columns(
        LineRow, CustomerOrderLine, number=CustomerOrder.number, customer=Partner.name, material=Material.number,
        material_name=Material.name, unit=Unit.code, currency=CustomerOrder.currency, state=CustomerOrder.state,
        work_order=func.coalesce(WorkOrder.number, ""),
    ),
    default_sort="due_on",
    search=(CustomerOrder.number, Material.number, Material.name, Partner.name),
    filters=(
        Filter("open", _("Open"), is_open, YES_NO, by_view=True),  # type: ignore[arg-type]
        choice("state", _("State"), CustomerOrder.state, STATES),
        reference("material", _("Material"), Material.number),
        reference("customer", _("Customer"), Partner.number),
        *period("due", _("Due"), CustomerOrderLine.due_on),
    ),
    joins=lambda statement: statement.join(CustomerOrderLine.order).join(CustomerOrder.customer)
    .join(CustomerOrderLine.material).join(CustomerOrderLine.unit).outerjoin(CustomerOrderLine.work_order),
)  # fmt: skip
FORECASTS = Listing(
    noun="forecasts",
    url="/forecasts",
    model=Forecast,
    columns=(
        Column("starts_on", _("Beginning"), Forecast.starts_on),
        Column("bucket", _("For a"), Forecast.bucket, words=rules.BUCKET_LABELS),
        Column("material", _("Material"), Material.number_order),
        Column("material_name", _("Name"), Material.name),
        Column("quantity", _("Quantity"), numeric=True, holds=(("quantity", _("Quantity")), ("unit", _("Unit")))),
        Column("note", _("Note"), shown=False),
        Column("actions", _("Actions"), numeric=True, holds=()),
    ),
    reads=Columns(ForecastOut, Forecast, material=Material.number, material_name=Material.name, unit=OWN_UNIT.code),
    default_sort="starts_on",
    search=(Material.number, Material.name),
    filters=(
        choice("bucket", _("For a"), Forecast.bucket, tuple(rules.BUCKET_LABELS.items())),
        reference("material", _("Material"), Material.number),
        containing("note", _("Note"), Forecast.note),
        *period("starts", _("Beginning"), Forecast.starts_on),
    ),
    joins=lambda statement: statement.join(Forecast.material).join(Material.unit.of_type(OWN_UNIT)),
)

TABS: tuple[tuple[Any, dict[str, str]], ...] = (
    (_("Open"), {"open": "yes"}),
    (_("Done"), {"open": "no"}),
    (_("All"), {}),
)
ORDER_VIEW = ListView(
    ORDERS, _("Customer orders"), _("Order, their number or customer"), "{n} customer order", "{n} customer orders",
    views=TABS, bulk=many.VERBS,
)  # fmt: skip
LINE_VIEW = ListView(
    ORDER_LINES, _("Demand by line"), _("Order, material or customer"), "{n} line", "{n} lines", views=TABS
)
FORECAST_VIEW = ListView(FORECASTS, _("Forecast"), _("Number or name"), "{n} forecast", "{n} forecasts")
