"""How orders are found: by number or customer. What may be done to them comes along."""

from __future__ import annotations

from sqlalchemy import select

from unison_web.kit.db.search import found_in
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import lazy
from unison_web.kit.search import Deed, Hit, Search, Sought, best
from unison_web.modules.materials.models import Material
from unison_web.modules.work_orders import rules
from unison_web.modules.work_orders.models import WorkOrder
from unison_web.modules.work_orders.rules import WorkOrders
from unison_web.modules.work_orders.words import ICONS

DONE_TO: dict[str, str] = {
    "release": lazy("Release {number}"),
    "unrelease": lazy("Take back the release of {number}"),
    "hold": lazy("Put {number} on hold"),
    "resume": lazy("Resume {number}"),
    "short-close": lazy("Close {number} short"),
    "close": lazy("Close {number}"),
    "cancel": lazy("Cancel {number}"),
    "reopen": lazy("Reopen {number}"),
}


async def orders(uow: UnitOfWork, sought: Sought) -> list[Hit]:
    hit = found_in("work_orders", sought)
    statement = (
        select(WorkOrder.number, WorkOrder.state, WorkOrder.customer, Material.name, hit.c.rank)
        .join_from(hit, WorkOrder, WorkOrder.id == hit.c.id)
        .join(WorkOrder.material)
        .where(WorkOrder.organization_id == uow.organization_id)
    )
    rows = await uow.session.execute(statement)
    return best(
        [
            Hit(number, f"/work-orders/{number}", name, customer, state, rank=rank, deeds=deeds(number, state))
            for number, state, customer, name, rank in rows
        ]
    )


def deeds(number: str, state: str) -> tuple[Deed, ...]:
    """The verbs that the order's state allows, each at its own page."""
    return tuple(
        Deed(
            str(DONE_TO[verb]).format(number=number), f"/work-orders/{number}/{verb}", needed, ICONS.get(verb, "check")
        )
        for verb, needed in rules.PERMISSIONS.items()
        if rules.may(verb, state)
    )


SEARCH = Search("work-orders", lazy("Work orders"), "/work-orders", WorkOrders.READ, orders, order=20)
DEEDS = (Deed(lazy("New order"), "/work-orders/new", WorkOrders.CREATE),)
