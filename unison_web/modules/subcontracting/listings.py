"""The list of what suppliers do."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.filters import choice, containing, period, reference
from unison_web.kit.web.listing import Column, Listing
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.reading import Columns
from unison_web.kit.web.states import words
from unison_web.modules.partners.models import Partner
from unison_web.modules.subcontracting import rules
from unison_web.modules.subcontracting.models import Subcontract
from unison_web.modules.subcontracting.schemas import SubcontractRow
from unison_web.modules.work_orders.models import Operation, WorkOrder

STATES = words(rules.STATES, noun="subcontract")
SUBCONTRACTS: Listing[SubcontractRow] = Listing(
    noun="subcontracts",
    url="/subcontracts",
    model=Subcontract,
    columns=(
        Column("number", _("Number"), Subcontract.number_order),
        Column("order", _("Order"), WorkOrder.number_order),
        Column("operation", _("Operation"), holds=(("sequence", _("No.")), ("operation", _("Operation")))),
        Column("supplier", _("Supplier"), Partner.name),
        Column("quantity", _("Pieces"), Operation.quantity, numeric=True),
        Column("good", _("Good"), Operation.good, numeric=True),
        Column("scrap", _("Bad"), Operation.scrap, numeric=True),
        Column("due_on", _("Back by"), numeric=True),
        Column("state", _("State"), Subcontract.state, words=STATES),
    ),
    reads=Columns(
        SubcontractRow, Subcontract, order=WorkOrder.number, sequence=Operation.sequence, operation=Operation.name,
        supplier=Partner.name, quantity=Operation.quantity, good=Operation.good, scrap=Operation.scrap,
    ),
    default_sort="-number",
    search=(Subcontract.number, WorkOrder.number, Partner.name),
    filters=(
        choice("state", _("State"), Subcontract.state, tuple(STATES.items())),
        reference("order", _("Order"), WorkOrder.number),
        containing("supplier", _("Supplier"), Partner.name),
        *period("due_on", _("Back by"), Subcontract.due_on),
    ),
    joins=lambda statement: (
        statement.join(Subcontract.order).join(Subcontract.operation).join(Subcontract.supplier)
    ),
)  # fmt: skip
VIEW = ListView(SUBCONTRACTS, _("Subcontracting"), _("Number, order or supplier"), "{n} operation", "{n} operations")
