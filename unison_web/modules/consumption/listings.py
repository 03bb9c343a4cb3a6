"""What is missing, declared once."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.filters import period, reference
from unison_web.kit.web.listing import Column, Listing
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.reading import Columns
from unison_web.modules.consumption.models import Missing
from unison_web.modules.consumption.schemas import MissingOut
from unison_web.modules.materials.models import Material, Unit
from unison_web.modules.work_orders.models import WorkOrder

OPEN = Missing.quantity - Missing.settled
MISSING: Listing[MissingOut] = Listing(
    noun="missing-stock",
    url="/missing-stock",
    model=Missing,
    columns=(
        Column("created_at", _("Since"), Missing.created_at),
        Column("order", _("Order"), WorkOrder.number_order),
        Column("material", _("Material"), Material.name, holds=(("number", _("Number")), ("name", _("Material")))),
        Column("operation", _("Operation"), Missing.operation, numeric=True),
        Column("open", _("Missing"), OPEN, numeric=True, holds=(("open", _("Missing")), ("unit", _("Unit")))),
        Column("settled", _("Settled"), numeric=True),
        Column("actions", _("Actions"), numeric=True, holds=()),
    ),
    reads=Columns(
        MissingOut, Missing, order=WorkOrder.number, number=Material.number, name=Material.name, unit=Unit.code,
        open=OPEN,
    ),
    default_sort="-created_at",
    search=(WorkOrder.number, Material.number, Material.name),
    filters=(
        reference("order", _("Order"), WorkOrder.number),
        reference("number", _("Material"), Material.number),
        *period("created_at", _("Since"), Missing.created_at),
    ),
    joins=lambda statement: (
        statement.join(Missing.order).join(Missing.material).join(Material.unit)
        .where(Missing.quantity > Missing.settled)
    ),
)  # fmt: skip
MISSING_VIEW = ListView(MISSING, _("Missing stock"), _("Order or material"), "{n} line", "{n} lines")
