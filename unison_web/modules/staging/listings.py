"""Orders that material is brought for, declared once."""

from __future__ import annotations

from sqlalchemy import func, select

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.filters import period, reference
from unison_web.kit.web.listing import Column, Listing
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.reading import Columns
from unison_web.modules.consumption.models import Reservation
from unison_web.modules.materials.models import Material
from unison_web.modules.staging.rules import STAGING
from unison_web.modules.staging.schemas import StagingRow
from unison_web.modules.stock.models import Location, StockBalance
from unison_web.modules.work_orders.models import Requirement, WorkOrder

COMPONENTS = (
    select(func.count(func.distinct(Requirement.component_id)))
    .where(Requirement.organization_id == WorkOrder.organization_id, Requirement.work_order_id == WorkOrder.id)
    .correlate(WorkOrder)
    .scalar_subquery()
)
KEPT = (
    select(func.count(func.distinct(StockBalance.material_id)))
    .join(Reservation, (Reservation.balance_id == StockBalance.id)
          & (Reservation.organization_id == StockBalance.organization_id))
    .join(StockBalance.location)
    .where(Reservation.organization_id == WorkOrder.organization_id, Reservation.order_id == WorkOrder.id,
           Location.work_center_id.is_not(None) | Location.supplies)
    .correlate(WorkOrder)
    .scalar_subquery()
)  # fmt: skip
STAGINGS: Listing[StagingRow] = Listing(
    noun="staging",
    url="/staging",
    model=WorkOrder,
    columns=(
        Column("number", _("Order"), WorkOrder.number_order),
        Column("material", _("Material"), holds=(("name", _("Material")), ("material", _("Number")))),
        Column("quantity", _("Quantity"), WorkOrder.quantity, numeric=True),
        Column("due_at", _("Due"), WorkOrder.due_at),
        Column("kept", _("At the line"), numeric=True, holds=(("kept", _("At the line")),
                                                              ("components", _("Components")))),
    ),
    reads=Columns(
        StagingRow, WorkOrder, material=Material.number, name=Material.name, components=COMPONENTS, kept=KEPT
    ),
    default_sort="due_at",
    search=(WorkOrder.number, Material.number, Material.name),
    filters=(reference("material", _("Material"), Material.number), *period("due", _("Due"), WorkOrder.due_at)),
    joins=lambda statement: statement.join(WorkOrder.material).where(WorkOrder.state.in_(STAGING)),
)  # fmt: skip
STAGING_VIEW = ListView(STAGINGS, _("Bring to the line"), _("Order or material"), "{n} order", "{n} orders")
