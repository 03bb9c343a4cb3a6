"""Looking on as somebody else. It is a property of the session, so it ends with it."""

from __future__ import annotations

from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import NotFound, Refused
from unison_web.kit.i18n import _
from unison_web.modules.identity.models import User
from unison_web.modules.identity.repository import SessionRepository
from unison_web.modules.identity.service.desk import Desk


async def start(desk: Desk, user_id: UUID) -> User:
    """Only as somebody the actor may look after: nobody sees more this way than they could give themselves."""
    user, actor = await desk.charge(user_id), desk.uow.actor
    if user_id == actor.user_id:
        raise Refused(_("You see Unison as yourself already"))
    if user.superuser or user.visitor or actor.visiting_because or actor.superuser:
        raise Refused(_("People of the platform neither look on as somebody else nor can be looked on as"))
    if user.state != "active":
        raise Refused(_("This person cannot sign in just now, so there is nothing they would see"))
    if actor.session_id is None:
        raise NotFound
    desk.uow.reason = _("Looks at Unison as {name}").format(name=user.name)
    session = await SessionRepository(desk.uow).by_id(actor.session_id)
    session.viewing_as = user.id
    return user


async def stop(uow: UnitOfWork) -> None:
    if uow.actor.session_id is None:
        raise NotFound
    uow.reason = _("No longer looks at Unison as {name}").format(name=uow.actor.name)
    session = await SessionRepository(uow).by_id(uow.actor.session_id)
    session.viewing_as = None
