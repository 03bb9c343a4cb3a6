"""What the page of a role and the page of questions show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import NotFound
from unison_web.modules.identity import rules_roles, words
from unison_web.modules.identity.models import User
from unison_web.modules.identity.repository import RoleRepository
from unison_web.modules.identity.rules import NOT_BY_PATTERN, SEEDED_ROLES
from unison_web.modules.identity.schemas_roles import HolderOut, RoleRecord, WhyPage
from unison_web.modules.identity.service.desk import Desk
from unison_web.modules.identity.service.principals import Principals


async def record(desk: Desk, principals: Principals, role_id: UUID) -> RoleRecord:
    role = await RoleRepository(desk.uow).by_id(role_id)
    rights = desk.rights.get(role.code, frozenset())
    added, taken = rules_roles.difference(role.code, rights, principals.matching)
    seeded = role.code in SEEDED_ROLES
    return RoleRecord(
        role.id, role.code, role.name, seeded, role.version, sorted(rights),
        sorted(added) if seeded else [], sorted(taken), await holders(desk, role.code),
        rules_roles.may_change_roles(desk.mine).why,
    )  # fmt: skip


async def holders(desk: Desk, role: str) -> list[HolderOut]:
    """Who has the role, as far as the actor sees people, with the place it counts in."""
    people = await everybody(desk.uow)
    found = [
        HolderOut(user, people[user].name, one.plant, people[user].state)
        for user, held in desk.memberships.items()
        for one in held
        if one.role == role and user in people and desk.sees(user)
    ]
    return sorted(found, key=lambda holder: holder.name)


async def everybody(uow: UnitOfWork) -> dict[UUID, Any]:
    statement = select(User.id, User.name, User.state).where(User.organization_id == uow.organization_id, ~User.visitor)
    return {row.id: row for row in await uow.session.execute(statement.order_by(User.name))}


async def question(desk: Desk, query: Mapping[str, str], known: Iterable[str], plants: Iterable[Any]) -> WhyPage:
    """What is asked, as far as it makes sense; somebody else's people are nobody."""
    people = {user: row for user, row in (await everybody(desk.uow)).items() if desk.sees(user)}
    rights = sorted(
        ((name, words.in_words(name)) for name in known if name not in NOT_BY_PATTERN), key=lambda it: it[1]
    )
    places = [(str(plant.id), str(plant.name)) for plant in plants]
    page = WhyPage([(str(key), row.name) for key, row in people.items()], rights, places)
    page.user, page.permission, page.plant = (query.get(name, "") for name in ("user", "permission", "plant"))
    for chosen, choices in ((page.user, page.people), (page.permission, rights), (page.plant, places)):
        if chosen and chosen not in {key for key, _name in choices}:
            raise NotFound
    page.name = dict(page.people).get(page.user, "")
    return page
