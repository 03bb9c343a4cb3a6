"""The list of work orders."""

from __future__ import annotations

from sqlalchemy import ColumnElement, func

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.columns import Group
from unison_web.kit.web.filters import Filter, between, choice, containing, period, reference
from unison_web.kit.web.finding import Finder
from unison_web.kit.web.listing import Column, Listing
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.states import words
from unison_web.modules.materials.models import Material
from unison_web.modules.work_orders import editing, presenters, rules
from unison_web.modules.work_orders.models import WorkOrder
from unison_web.modules.work_orders.schemas import WorkOrderRow
from unison_web.modules.work_orders.service import many


def _late(values: list[str]) -> ColumnElement[bool]:
    return presenters.LATE if values[0] == "yes" else ~presenters.LATE


def _open(values: list[str]) -> ColumnElement[bool]:
    still = WorkOrder.state.in_(rules.OPEN)
    return still if values[0] == "yes" else ~still


def _priority(values: list[str]) -> ColumnElement[bool]:
    return WorkOrder.priority.in_([int(value) for value in values])


WORK_ORDERS: Listing[WorkOrderRow] = Listing(
    noun="work-orders",
    url="/work-orders",
    model=WorkOrder,
    columns=(
        Column("number", _("Order"), WorkOrder.number_order),
        Column(
            "material",
            _("Item"),
            Material.name,
            holds=(("material_number", _("Item number")), ("material", _("Item"))),
            group=Group(Material, "name", WorkOrder.material_id),
        ),
        Column(
            "progress",
            _("Progress"),
            holds=(("good", _("Good")), ("quantity", _("Quantity")), ("unit", _("Unit"))),
        ),
        Column("at", _("At")),
        Column(
            "state",
            _("State"),
            WorkOrder.state,
            words=words(rules.ORDER.states),
            holds=(("state", _("State")), ("late", _("Late"))),
        ),
        Column("due", _("Due"), WorkOrder.due_at, numeric=True, holds=(("due_at", _("Due")),)),
        Column("priority", _("Priority"), WorkOrder.priority, numeric=True),
        Column("customer", _("For"), WorkOrder.customer),
        Column(
            "quantity",
            _("Quantity"),
            WorkOrder.quantity,
            numeric=True,
            shown=False,
            holds=(("quantity", _("Quantity")), ("unit", _("Unit"))),
        ),
        Column("good", _("Good"), WorkOrder.good, numeric=True, shown=False),
        Column("scrap", _("Bad"), WorkOrder.scrap, numeric=True, shown=False),
    ),
    reads=presenters.ROWS,
    default_sort="due",
    finder=Finder(
        "work_orders", (func.search_folded(WorkOrder.number + " " + WorkOrder.customer), Material.search_text)
    ),
    filters=(
        choice("status", _("State"), WorkOrder.state, list(words(rules.ORDER.states).items())),
        Filter("open", _("Open"), _open, (("yes", _("Open")), ("no", _("Done"))), by_view=True),
        Filter("late", _("Late"), _late, (("yes", _("Late")), ("no", _("On time"))), by_view=True),
        Filter("priority", _("Priority"), _priority, [(str(n), str(n)) for n in range(1, 6)]),
        *period("due", _("Due"), WorkOrder.due_at),
        *between("quantity", _("Quantity"), WorkOrder.quantity),
        reference("item", _("Item"), Material.number),
        containing("customer", _("For"), WorkOrder.customer),
    ),
    joins=lambda statement: statement.join(WorkOrder.material),
)

VIEW = ListView(
    WORK_ORDERS,
    _("Work orders"),
    _("Order, item or customer"),
    "{n} work order",
    "{n} work orders",
    bulk=many.VERBS,
    edits=editing.CELLS,
    views=((_("Open"), {"open": "yes"}), (_("Late"), {"late": "yes"}), (_("Done"), {"open": "no"}), (_("All"), {})),
)
