"""What can be imported here."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.importing.declaring import Importable, columns_of_row
from unison_web.modules.work_orders import rules
from unison_web.modules.work_orders.importing.orders import Orders
from unison_web.modules.work_orders.importing.rows import WorkOrderRow

ORDERS = Importable(
    "work-orders", _("Work orders"), rules.WorkOrders.CREATE, WorkOrderRow,
    columns_of_row(
        WorkOrderRow, number=(_("Number"), "order_number"), material=_("Material"), quantity=_("Quantity"),
        due=_("Due"), plant=_("Plant"), priority=_("Priority"), customer=_("For"), note=_("Note"), good=_("Good"),
        scrap=(_("Scrap"), "scrapped"), completed=_("Completed on"),
    ),
    ("number",), Orders, href="/work-orders", extends="work-orders",
    hint=_("Orders without a number get the next one. An order that was completed is history: it is written down and "
           "closed. The others are planned."),
    sheets=("work orders", "work_orders", "workorders", "orders", "open_orders", "aufträge", "zlecenia", "órdenes"),
)  # fmt: skip
IMPORTABLES = (ORDERS,)
