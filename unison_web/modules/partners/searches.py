"""How partners are found: by number, name, place, and the people there."""

from __future__ import annotations

from sqlalchemy import select

from unison_web.kit.db.search import likeness, own_words
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import lazy as _
from unison_web.kit.search import SHOWN, Deed, Hit, Search, Sought, best
from unison_web.modules.partners.models import Partner
from unison_web.modules.partners.rules import Partners


async def partners(uow: UnitOfWork, sought: Sought) -> list[Hit]:
    meant, rank = likeness(sought, Partner.number, Partner.name, Partner.city, own_words(Partner.custom))
    statement = (
        select(Partner.id, Partner.number, Partner.name, Partner.city, Partner.state, rank)
        .where(Partner.organization_id == uow.organization_id, meant)
        .order_by(rank.desc(), Partner.number)
        .limit(SHOWN)
    )
    return best(
        [
            Hit(number, f"/partners/{key}", name, city, "" if state == "active" else state, rank=sure)
            for key, number, name, city, state, sure in await uow.session.execute(statement)
        ]
    )


SEARCH = Search("partners", _("Partners"), "/partners", Partners.READ, partners, order=50)
DEEDS = (Deed(_("New partner"), "/partners/new", Partners.WRITE),)
