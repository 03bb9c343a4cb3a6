"""How people are found: by name, e-mail address or user name."""

from __future__ import annotations

from sqlalchemy import select

from unison_web.kit.db.search import likeness
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import lazy as _
from unison_web.kit.search import SHOWN, Deed, Hit, Search, Sought, best
from unison_web.modules.identity.models import User
from unison_web.modules.identity.repository import in_sight
from unison_web.modules.identity.rules import Users


async def people(uow: UnitOfWork, sought: Sought) -> list[Hit]:
    meant, rank = likeness(sought, User.name, User.email, User.username)
    statement = (
        select(User.id, User.name, User.email, rank)
        .where(User.organization_id == uow.organization_id, User.state == "active", ~User.visitor, in_sight(), meant)
        .order_by(rank.desc(), User.name)
        .limit(SHOWN)
    )
    rows = await uow.session.execute(statement)
    return best([Hit(name, f"/users/{key}", email, rank=sure) for key, name, email, sure in rows])


SEARCH = Search("people", _("People"), "/users", Users.READ, people, coded=False, order=70)
DEEDS = (Deed(_("New person"), "/users/new", Users.WRITE),)
