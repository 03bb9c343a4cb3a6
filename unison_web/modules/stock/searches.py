"""How lots are found: by their number, or the supplier's."""

from __future__ import annotations

from sqlalchemy import select

from unison_web.kit.db.search import likeness
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import lazy as _
from unison_web.kit.search import SHOWN, Deed, Hit, Search, Sought, best
from unison_web.modules.materials.models import Material
from unison_web.modules.stock.models import Lot
from unison_web.modules.stock.rules import Stock


async def lots(uow: UnitOfWork, sought: Sought) -> list[Hit]:
    meant, rank = likeness(sought, Lot.number, Lot.supplier_lot)
    statement = (
        select(Lot.id, Lot.number, Material.name, Lot.supplier_lot, Lot.held, rank)
        .join(Lot.material)
        .where(Lot.organization_id == uow.organization_id, meant)
        .order_by(rank.desc(), Lot.number)
        .limit(SHOWN)
    )
    return best(
        [
            Hit(number, f"/lots/{key}", name, theirs, "on_hold" if held else "", rank=sure)
            for key, number, name, theirs, held, sure in await uow.session.execute(statement)
        ]
    )


SEARCH = Search("lots", _("Lots"), "/lots", Stock.READ, lots, order=45)
DEEDS = (
    Deed(_("Receive goods"), "/stock-receipts/new", Stock.MOVE),
    Deed(_("Move stock"), "/stock-transfers/new", Stock.MOVE),
    Deed(_("Count stock"), "/stock-counts/new", Stock.MOVE),
)
