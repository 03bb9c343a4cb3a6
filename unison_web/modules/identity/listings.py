"""People as a list."""

from __future__ import annotations

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.filters import choice
from unison_web.kit.web.listing import Column, Listing
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.reading import Records
from unison_web.modules.identity import many, rules
from unison_web.modules.identity.models import User
from unison_web.modules.identity.repository import in_sight, roles_and_badges
from unison_web.modules.identity.schemas import UserOut

STATES = {"invited": _("Invited"), "active": _("Active"), "locked": _("Locked"), "disabled": _("Disabled")}


async def _with_roles_and_badges(uow: UnitOfWork, people: list[UserOut]) -> None:
    roles, badges = await roles_and_badges(uow, [user.id for user in people])
    for user in people:
        user.roles, user.badge = roles.get(user.id, []), badges.get(user.id, "")


USERS: Listing[UserOut] = Listing(
    noun="users",
    url="/users",
    model=User,
    columns=(
        Column("name", _("Name"), User.name),
        Column("email", _("E-mail"), User.email),
        Column("roles", _("Roles")),
        Column("badge", _("Badge")),
        Column("state", _("State"), User.state, words=STATES),
    ),
    reads=Records(UserOut.of),
    always=(~User.visitor, in_sight()),
    completes=_with_roles_and_badges,
    default_sort="name",
    search=(User.name, User.email),
    filters=(choice("state", _("State"), User.state, [(state, STATES[state]) for state in rules.USER_STATES]),),
)
VIEW = ListView(USERS, _("People"), _("Name or e-mail"), "{n} person", "{n} people", bulk=many.VERBS)
