"""Roles of a company: its own, and those Unison came with as the company changed them."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from unison_web.kit.errors import Outdated, Refused
from unison_web.kit.i18n import _
from unison_web.modules.identity import rules_roles, words
from unison_web.modules.identity.models import Role, RoleGrant
from unison_web.modules.identity.repository import RoleRepository
from unison_web.modules.identity.rules import NOT_BY_PATTERN, SEEDED_ROLES
from unison_web.modules.identity.service.desk import Desk
from unison_web.modules.identity.service.principals import Principals
from unison_web.modules.identity.service.rights import rights_by_role


async def create(desk: Desk, principals: Principals, name: str, copy_of: str) -> Role:
    """A role of the company's own, empty or with what another one includes."""
    rules_roles.may_change_roles(desk.mine).or_refuse()
    code = rules_roles.code_of(name)
    if code in desk.rights or code in SEEDED_ROLES:
        raise Refused(name=_("There is already a role of this name"))
    if copy_of and copy_of not in desk.rights:
        raise Refused(copy_of=_("There is no role of this name"))
    role = Role(code=code, name=name.strip())
    desk.uow.session.add(role)
    await desk.uow.session.flush()
    desk.rights[code] = frozenset()
    await include(desk, principals, role, desk.rights.get(copy_of, frozenset()) - NOT_BY_PATTERN)
    return role


async def change(
    desk: Desk, principals: Principals, role_id: UUID, rights: frozenset[str], version: int | None = None
) -> Role:
    """Exactly these rights from now on, for everybody who has the role."""
    rules_roles.may_change_roles(desk.mine).or_refuse()
    role = await RoleRepository(desk.uow).one(
        RoleRepository(desk.uow).mine().where(Role.id == role_id).with_for_update()
    )
    if version is not None and version != role.version:
        raise Outdated(_("Somebody changed this role in the meantime. Look again, then repeat your change"))
    await include(desk, principals, role, rights)
    return role


async def reset(desk: Desk, principals: Principals, role_id: UUID) -> Role:
    """What this version of Unison says of the role, without what the company changed."""
    role = await RoleRepository(desk.uow).by_id(role_id)
    if role.code not in SEEDED_ROLES:
        raise Refused(_("This role is your own; there is nothing it could go back to"))
    given = frozenset(name for pattern in SEEDED_ROLES[role.code][1] for name in principals.matching(pattern))
    return await change(desk, principals, role_id, given)


async def remove(desk: Desk, role_id: UUID) -> Role:
    """A role of the company's own that nobody has any more."""
    rules_roles.may_change_roles(desk.mine).or_refuse()
    role = await RoleRepository(desk.uow).by_id(role_id)
    if role.code in SEEDED_ROLES:
        raise Refused(_("Unison came with this role. Take its rights out instead, or nobody into it"))
    holding = sum(any(one.role == role.code for one in held) for held in desk.memberships.values())
    if holding:
        raise Refused(_("{n} people have this role. Give them another one first").format(n=holding))
    for grant in await _grants(desk, role):
        await desk.uow.session.delete(grant)
    await desk.uow.session.flush()
    await desk.uow.session.delete(role)
    return role


async def include(desk: Desk, principals: Principals, role: Role, rights: frozenset[str]) -> None:
    """Only the difference is written down: the rest of a role Unison came with follows its updates."""
    now = desk.rights.get(role.code, frozenset())
    rules_roles.may_include(desk.mine, rights - now, principals.known, words.in_words).or_refuse()
    added, taken = rules_roles.difference(role.code, rights, principals.matching)
    wanted = {**dict.fromkeys(added, False), **dict.fromkeys(taken, True)}
    session = desk.uow.session
    for grant in await _grants(desk, role):
        if wanted.get(grant.permission) == grant.taken:
            del wanted[grant.permission]
        else:
            await session.delete(grant)
    await session.flush()
    session.add_all(RoleGrant(role_id=role.id, permission=name, taken=out) for name, out in sorted(wanted.items()))
    flag_modified(role, "name")  # what a role includes is a part of it: its version counts
    await session.flush()
    desk.rights = await rights_by_role(desk.uow, principals.matching)
    await desk.keep_an_administrator()


async def _grants(desk: Desk, role: Role) -> list[RoleGrant]:
    mine = RoleGrant.organization_id == desk.uow.organization_id
    return list(await desk.uow.session.scalars(select(RoleGrant).where(mine, RoleGrant.role_id == role.id)))
