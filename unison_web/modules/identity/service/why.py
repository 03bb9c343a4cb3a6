"""Why somebody may, or may not: which roles were looked at, which would do, and who can give them."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from unison_web.kit.actor import Actor
from unison_web.kit.db.unit_of_work import UnitOfWork, unit_of_work
from unison_web.kit.i18n import _
from unison_web.kit.permissions import Why
from unison_web.modules.identity import words
from unison_web.modules.identity.models import Role, User
from unison_web.modules.identity.rules_reach import Held, Standing
from unison_web.modules.identity.service.principals import Principals
from unison_web.modules.identity.service.rights import load_memberships, rights_by_role
from unison_web.modules.organizations.models import Plant

MOST_NAMED = 5


async def refused(engine: AsyncEngine, principals: Principals, actor: Actor, permission: str) -> Why:
    """For the page that says no: asked in a transaction of its own, because the one of the request never began."""
    if actor.user_id is None:
        return Why(words.in_words(permission))
    async with unit_of_work(engine, actor) as uow:
        return await explain(uow, principals, actor.user_id, actor.plant_id, permission)


async def explain(
    uow: UnitOfWork, principals: Principals, user_id: UUID, plant_id: UUID | None, permission: str
) -> Why:
    rights, memberships = await rights_by_role(uow, principals.matching), await load_memberships(uow, active_only=True)
    held = memberships.get(user_id) or (await load_memberships(uow)).get(user_id, [])
    here = [one for one in held if one.plant_id in (None, plant_id)]
    because = [one for one in here if permission in rights.get(one.role, ())]
    plant = await uow.session.get(Plant, (uow.organization_id, plant_id)) if plant_id else None
    able = [
        user
        for user, theirs in memberships.items()
        if {"users:write", permission} <= Standing.of(theirs, rights).at(plant_id) and user != user_id
    ]
    return Why(
        right=words.in_words(permission),
        plant=plant.name if plant else "",
        allowed=bool(because),
        roles=names(here),
        elsewhere=[f"{_(one.role_name)} ({one.plant})" for one in held if one not in here],
        because=names(because),
        allowed_by=await role_names(uow, [role for role, included in rights.items() if permission in included]),
        ask=await people_names(uow, able),
        off=bool(because) and user_id == uow.actor.user_id and not uow.actor.may(permission),
    )


def names(held: Iterable[Held]) -> list[str]:
    return sorted({_(one.role_name) for one in held})


async def role_names(uow: UnitOfWork, codes: list[str]) -> list[str]:
    statement = select(Role.name).where(Role.organization_id == uow.organization_id, Role.code.in_(codes))
    return sorted(_(name) for name in await uow.session.scalars(statement))


async def people_names(uow: UnitOfWork, people: list[UUID]) -> list[str]:
    statement = select(User.name).where(User.organization_id == uow.organization_id, User.id.in_(people))
    return list(await uow.session.scalars(statement.order_by(User.name).limit(MOST_NAMED)))
