"""Shipments, docks, and boxes and pallets, declared once."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from unison_web.kit.clock import FAR
from unison_web.kit.db.search import own_words
from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.filters import Filter, choice, containing, period, reference
from unison_web.kit.web.listing import Column, Listing
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.reading import Columns
from unison_web.kit.web.states import words
from unison_web.modules.demands.models import CustomerOrder
from unison_web.modules.organizations.models import Plant
from unison_web.modules.partners.models import Partner
from unison_web.modules.shipping import rules
from unison_web.modules.shipping.models import Dock, HandlingUnit, Shipment, ShipmentLine
from unison_web.modules.shipping.schemas_docks import DockOut
from unison_web.modules.shipping.schemas_shown import HandlingUnitRow, ShipmentRow
from unison_web.modules.shipping.words import UNITS

STATES = tuple(words(rules.LIFE.states, "shipment").items())
YES_NO = (("yes", _("Not left yet")), ("no", _("Gone")))
LINES = (
    select(func.count(ShipmentLine.id))
    .where(ShipmentLine.organization_id == Shipment.organization_id, ShipmentLine.shipment_id == Shipment.id)
    .correlate(Shipment)
    .scalar_subquery()
)
ORDER, DOCK = func.coalesce(CustomerOrder.number, ""), func.coalesce(Dock.code, "")


def is_open(values: list[str]) -> object:
    wanted = [state for state in rules.LIFE.states if ("yes" if state in rules.OPEN else "no") in values]
    return Shipment.state.in_(wanted)


SHIPMENTS: Listing[ShipmentRow] = Listing(
    noun="shipments",
    url="/shipments",
    model=Shipment,
    columns=(
        Column("number", _("Shipment"), Shipment.number_order),
        Column("customer", _("Customer"), Partner.name),
        Column("order", _("Customer order"), ORDER),
        Column("lines", _("Lines"), numeric=True),
        Column("carrier", _("Carrier"), Shipment.carrier),
        Column("dock", _("Dock"), DOCK),
        Column("dock_at", _("At the dock"), func.coalesce(Shipment.dock_at, FAR), numeric=True),
        Column("due_on", _("Leaves on"), Shipment.due_on),
        Column("shipped_at", _("Left"), func.coalesce(Shipment.shipped_at, FAR), numeric=True, shown=False),
        Column("state", _("State"), Shipment.state, words=dict(STATES)),
    ),
    reads=Columns(ShipmentRow, Shipment, customer=Partner.name, order=ORDER, lines=LINES, dock=DOCK),
    default_sort="due_on",
    search=(Shipment.number, Partner.name, Shipment.tracking, CustomerOrder.number, own_words(Shipment.custom)),
    filters=(
        Filter("open", _("Open"), is_open, YES_NO, by_view=True),  # type: ignore[arg-type]
        choice("state", _("State"), Shipment.state, STATES),
        reference("customer", _("Customer"), Partner.number),
        reference("order", _("Customer order"), CustomerOrder.number),
        containing("carrier", _("Carrier"), Shipment.carrier),
        *period("due", _("Leaves on"), Shipment.due_on),
        *period("shipped", _("Left"), Shipment.shipped_at),
    ),
    joins=lambda statement: statement.join(Shipment.customer).outerjoin(Shipment.order).outerjoin(Shipment.dock),
)
TABS: tuple[tuple[Any, dict[str, str]], ...] = (
    (_("Not left yet"), {"open": "yes"}),
    (_("Gone"), {"open": "no"}),
    (_("All"), {}),
)
SHIPMENT_VIEW = ListView(
    SHIPMENTS, _("Shipments"), _("Shipment, customer or order"), "{n} shipment", "{n} shipments", views=TABS
)

UNITS_LIST: Listing[HandlingUnitRow] = Listing(
    noun="handling-units",
    url="/handling-units",
    model=HandlingUnit,
    columns=(
        Column("number", _("Number"), HandlingUnit.number),
        Column("kind", _("Kind"), HandlingUnit.kind, words=UNITS),
        Column("shipment", _("Shipment"), Shipment.number_order),
        Column("customer", _("Customer"), Partner.name),
        Column("weight", _("Weight, kg"), func.coalesce(HandlingUnit.weight, 0), numeric=True),
        Column("created_at", _("Packed"), HandlingUnit.created_at, numeric=True),
        Column("state", _("State"), Shipment.state, words=dict(STATES)),
    ),
    reads=Columns(HandlingUnitRow, HandlingUnit, shipment=Shipment.number, customer=Partner.name, state=Shipment.state),
    default_sort="-created_at",
    search=(HandlingUnit.number, Shipment.number, Partner.name),
    filters=(
        choice("kind", _("Kind"), HandlingUnit.kind, tuple(UNITS.items())),
        reference("shipment", _("Shipment"), Shipment.number),
        *period("created_at", _("Packed"), HandlingUnit.created_at),
    ),
    joins=lambda statement: statement.join(HandlingUnit.shipment).join(Shipment.customer),
)
UNIT_VIEW = ListView(
    UNITS_LIST, _("Boxes and pallets"), _("SSCC, shipment or customer"), "{n} box or pallet", "{n} boxes and pallets"
)

DOCKS: Listing[DockOut] = Listing(
    noun="docks",
    url="/docks",
    model=Dock,
    columns=(
        Column("code", _("Code"), Dock.code_order),
        Column("name", _("Name"), Dock.name),
        Column("plant", _("Plant"), Plant.code),
        Column("state", _("State"), Dock.state, words=words(("active", "archived"))),
        Column("actions", _("Actions"), numeric=True, holds=()),
    ),
    reads=Columns(DockOut, Dock, plant=Plant.code),
    default_sort="code",
    search=(Dock.code, Dock.name),
    filters=(choice("state", _("State"), Dock.state, tuple(words(("active", "archived")).items())),),
    joins=lambda statement: statement.join(Dock.plant),
)
DOCK_VIEW = ListView(DOCKS, _("Docks"), _("Code or name"), "{n} dock", "{n} docks")
