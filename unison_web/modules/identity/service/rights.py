"""Who has which role where, and what each role includes, for a whole company in one question each."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase
from uuid import UUID

from sqlalchemy import select

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.identity.models import Role, RoleGrant, RoleMember, User
from unison_web.modules.identity.rules import NOT_BY_PATTERN
from unison_web.modules.identity.rules_reach import Held, Matching, rights_of
from unison_web.modules.organizations.models import Plant


def matching(permissions: Sequence[str]) -> Matching:
    """Of all permissions there are, those that a pattern stands for."""

    def those(pattern: str) -> list[str]:
        if "*" not in pattern:
            return [pattern] if pattern in permissions else []
        return [name for name in permissions if fnmatchcase(name, pattern) and name not in NOT_BY_PATTERN]

    return those


async def rights_by_role(uow: UnitOfWork, matching: Matching) -> dict[str, frozenset[str]]:
    statement = (
        select(Role.code, RoleGrant.permission, RoleGrant.taken)
        .outerjoin(RoleGrant, (RoleGrant.role_id == Role.id) & (RoleGrant.organization_id == Role.organization_id))
        .where(Role.organization_id == uow.organization_id)
    )
    found: dict[str, list[tuple[str, bool]]] = {}
    for role, permission, taken in await uow.session.execute(statement):
        found.setdefault(role, []).extend([(permission, taken)] if permission else [])
    return {role: rights_of(role, grants, matching) for role, grants in found.items()}


async def load_memberships(uow: UnitOfWork, *, active_only: bool = False) -> dict[UUID, list[Held]]:
    """Everybody's roles with the names of the plants. Visitors are nobody of the company."""
    statement = (
        select(RoleMember.user_id, RoleMember.id, Role.code, Role.name, RoleMember.plant_id, Plant.name)
        .join(Role, (RoleMember.role_id == Role.id) & (RoleMember.organization_id == Role.organization_id))
        .outerjoin(Plant, (RoleMember.plant_id == Plant.id) & (RoleMember.organization_id == Plant.organization_id))
        .where(RoleMember.organization_id == uow.organization_id)
        .order_by(Role.name, Plant.name)
    )
    if active_only:
        statement = statement.join(
            User, (RoleMember.user_id == User.id) & (RoleMember.organization_id == User.organization_id)
        ).where(User.state == "active", ~User.visitor)
    found: dict[UUID, list[Held]] = {}
    for user, key, code, name, plant_id, plant in await uow.session.execute(statement):
        found.setdefault(user, []).append(Held(key, code, name, plant_id, plant or ""))
    return found
