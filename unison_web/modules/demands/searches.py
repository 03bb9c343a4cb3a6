"""How customer orders are found: by their number, the customer's, or the customer."""

from __future__ import annotations

from sqlalchemy import select

from unison_web.kit.db.search import likeness, own_words
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import lazy as _
from unison_web.kit.search import SHOWN, Deed, Hit, Search, Sought, best
from unison_web.modules.demands.models import CustomerOrder
from unison_web.modules.demands.rules import Demands
from unison_web.modules.partners.models import Partner


async def orders(uow: UnitOfWork, sought: Sought) -> list[Hit]:
    own = own_words(CustomerOrder.custom)
    meant, rank = likeness(sought, CustomerOrder.number, CustomerOrder.reference, Partner.name, own)
    statement = (
        select(CustomerOrder.id, CustomerOrder.number, Partner.name, CustomerOrder.reference, CustomerOrder.state, rank)
        .join(CustomerOrder.customer)
        .where(CustomerOrder.organization_id == uow.organization_id, meant)
        .order_by(rank.desc(), CustomerOrder.number.desc())
        .limit(SHOWN)
    )
    return best(
        [
            Hit(number, f"/customer-orders/{key}", customer, reference, state, "demand", rank=sure)
            for key, number, customer, reference, state, sure in await uow.session.execute(statement)
        ]
    )


SEARCH = Search("customer-orders", _("Customer orders"), "/customer-orders", Demands.READ, orders, order=45)
DEEDS = (
    Deed(_("New customer order"), "/customer-orders/new", Demands.WRITE),
    Deed(_("New forecast"), "/forecasts/new", Demands.WRITE),
)
