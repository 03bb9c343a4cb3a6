"""How shipments are found: by their number, the carrier's, the customer, or an SSCC."""

from __future__ import annotations

from sqlalchemy import select

from unison_web.kit.db.search import likeness, own_words
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import lazy as _
from unison_web.kit.search import SHOWN, Deed, Hit, Search, Sought, best
from unison_web.modules.partners.models import Partner
from unison_web.modules.shipping.models import Shipment
from unison_web.modules.shipping.rules import Shipping


async def shipments(uow: UnitOfWork, sought: Sought) -> list[Hit]:
    own = own_words(Shipment.custom)
    meant, rank = likeness(sought, Shipment.number, Shipment.tracking, Partner.name, own)
    statement = (
        select(Shipment.id, Shipment.number, Partner.name, Shipment.tracking, Shipment.state, rank)
        .join(Shipment.customer)
        .where(Shipment.organization_id == uow.organization_id, meant)
        .order_by(rank.desc(), Shipment.number.desc())
        .limit(SHOWN)
    )
    return best(
        [
            Hit(number, f"/shipments/{key}", customer, tracking, state, "shipment", rank=sure)
            for key, number, customer, tracking, state, sure in await uow.session.execute(statement)
        ]
    )


SEARCH = Search("shipments", _("Shipments"), "/shipments", Shipping.READ, shipments, order=47)
DEEDS = (
    Deed(_("New shipment"), "/shipments/new", Shipping.WRITE),
    Deed(_("Dock board"), "/dock-board", Shipping.READ),
)
