"""What an administrator does to somebody's account. Every change is checked at the desk first."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from unison_web.kit.errors import NotFound, Refused
from unison_web.kit.i18n import _
from unison_web.modules.identity import rules_people
from unison_web.modules.identity.models import RoleMember, Session, User
from unison_web.modules.identity.service import people, sessions
from unison_web.modules.identity.service.desk import Desk
from unison_web.modules.organizations.service import places_changed


async def set_state(desk: Desk, user_id: UUID, state: str, reason: str) -> User:
    """Lock, disable, bring back or unlock. Nobody can shut themselves out, nor everybody else."""
    if user_id == desk.uow.actor.user_id:
        raise Refused(_("You cannot change your own account's state"))
    user = await desk.charge(user_id)
    rules_people.may_become(user.state, state, reason).or_refuse()
    desk.uow.reason = reason
    user.state, user.failed_tries, user.state_because = state, 0, reason.strip() if state != "active" else ""
    if state in rules_people.OUT:
        await sessions.sign_out_everywhere(desk.uow, user_id, f"account {state}")
        await desk.keep_an_administrator()
    return user


async def give(desk: Desk, user_id: UUID, role: str, plant: UUID | None) -> None:
    """One more role for somebody the actor can see."""
    await desk.person(user_id)
    desk.give(role, plant)
    if any(one.role == role and one.plant_id == plant for one in desk.memberships.get(user_id, [])):
        raise Refused(role=_("This person has this role there already"))
    await people.give_role(desk.uow, user_id, role, plant)


async def take(desk: Desk, user_id: UUID, membership: UUID) -> None:
    """Whoever may give a role may take it; the last administrator stays one."""
    await desk.person(user_id)
    held = next((one for one in desk.memberships.get(user_id, []) if one.id == membership), None)
    if held is None:
        raise NotFound
    desk.give(held.role, held.plant_id)
    await desk.uow.session.delete(await _membership(desk, membership))
    await desk.keep_an_administrator()


async def set_roles(desk: Desk, user_id: UUID, roles: list[str]) -> None:
    """Exactly these roles in all plants; roles in single plants stay."""
    await desk.person(user_id)
    before = {one.role: one for one in desk.memberships.get(user_id, []) if one.plant_id is None}
    for role in sorted(set(roles) ^ before.keys()):
        desk.give(role, None)
    for role in sorted(before.keys() - set(roles)):
        await desk.uow.session.delete(await _membership(desk, before[role].id))
    for role in sorted(set(roles) - before.keys()):
        await people.give_role(desk.uow, user_id, role)
    await (desk.keep_an_administrator() if before else places_changed(desk.uow))


async def _membership(desk: Desk, key: UUID) -> RoleMember:
    """With its role, which the trail names."""
    mine = select(RoleMember).where(RoleMember.organization_id == desk.uow.organization_id, RoleMember.id == key)
    return (await desk.uow.session.scalars(mine.options(joinedload(RoleMember.role)))).one()


async def end_session(desk: Desk, user_id: UUID, session_id: UUID) -> None:
    """One place where the person is signed in."""
    await desk.charge(user_id)
    found = await desk.uow.session.get(Session, (desk.uow.organization_id, session_id))
    if found is None or found.user_id != user_id:
        raise NotFound
    if found.ended_at is None:
        found.ended_at, found.ended_because = desk.uow.now(), "ended by an administrator"


async def end_sessions(desk: Desk, user_id: UUID) -> None:
    await desk.charge(user_id)
    await sessions.sign_out_everywhere(desk.uow, user_id, "ended by an administrator")
