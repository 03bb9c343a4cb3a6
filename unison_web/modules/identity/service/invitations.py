"""Inviting somebody: a link that works once and for a week. It is sent to them, and shown to who invites."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.orm import joinedload

from unison_web.kit import preferences
from unison_web.kit.actor import Actor
from unison_web.kit.db.unit_of_work import UnitOfWork, unit_of_work
from unison_web.kit.errors import NotFound, Refused
from unison_web.kit.i18n import _
from unison_web.modules.identity import rules
from unison_web.modules.identity.events import PersonInvited
from unison_web.modules.identity.models import Invitation, User
from unison_web.modules.identity.repository import BadgeRepository
from unison_web.modules.identity.schemas_people import AcceptIn, InviteIn
from unison_web.modules.identity.service import gate, people, secrets, sessions
from unison_web.modules.organizations.models import Organization


@dataclass(frozen=True, slots=True)
class Invited:
    """What the person who holds the link is shown."""

    user_id: UUID
    name: str
    email: str
    company: str
    expires_at: datetime


async def invite(uow: UnitOfWork, data: InviteIn) -> tuple[User, Invitation, str]:
    if data.badge and await BadgeRepository(uow).holder(data.badge):
        raise Refused(badge=_("Somebody has this badge already"))
    user = await people.add_person(
        uow, email=data.email, name=data.name, role=data.role, plant=data.plant_id, badge=data.badge.strip() or None
    )
    user.state = "invited"
    invitation, secret = await new_link(uow, user)
    return user, invitation, secret


async def new_link(uow: UnitOfWork, user: User) -> tuple[Invitation, str]:
    """A link, and the secret in it, which is returned this once. An older link stops working."""
    if user.state != "invited":
        raise Refused(_("This person has accepted already. Give a new password instead"))
    secret = secrets.new_secret()
    mine = select(Invitation).where(Invitation.organization_id == uow.organization_id, Invitation.user_id == user.id)
    found = await uow.session.scalar(mine) or Invitation(user_id=user.id, user=user)
    found.token_hash, found.expires_at = secrets.digest(secret), uow.now() + await life(uow)
    uow.session.add(found)
    await uow.session.flush()
    return found, secret


def told(uow: UnitOfWork, user: User, invitation: Invitation, link: str) -> None:
    """Say that the person has a link; whoever sends mail takes it from here."""
    mark, until = invitation.token_hash[:16], invitation.expires_at
    uow.emit(PersonInvited(user.id, invitation.id, user.name, user.email, user.locale, link, mark, until))


async def life(uow: UnitOfWork) -> timedelta:
    return timedelta(days=(await preferences.load(uow)).number("invitation.days"))


async def shown(engine: AsyncEngine, secret: str) -> Invited:
    """Who is meant by a link that still works; anything else does not exist."""
    organization, key = await _found(engine, secret)
    async with unit_of_work(engine, Actor(organization)) as uow:
        invitation = await _open(uow, key)
        company = await uow.session.get(Organization, organization)
        user = invitation.user
        return Invited(user.id, user.name, user.email, company.name if company else "", invitation.expires_at)


async def accept(engine: AsyncEngine, secret: str, data: AcceptIn, *, agent: str, request_id: str) -> sessions.SignedIn:
    """The person says how they are called and chooses a password; the link is used up, and they are signed in."""
    organization, key = await _found(engine, secret)
    who = await shown(engine, secret)
    rules.password_is_good(data.password, about=(data.name, who.email, who.email.split("@")[0])).or_refuse()
    hashed = await secrets.hash_password(data.password)
    async with unit_of_work(
        engine, Actor(organization, who.user_id, data.name, who.email), request_id=request_id
    ) as uow:
        invitation = await _open(uow, key, lock=True)
        invitation.used_at, user = uow.now(), invitation.user
        user.name, user.password_hash, user.state = data.name.strip(), hashed, "active"
        return await sessions.open_for(uow, user.id, "web", agent, "password")


async def _found(engine: AsyncEngine, secret: str) -> tuple[UUID, UUID]:
    if not (found := await gate.invitation(engine, secrets.digest(secret))):
        raise NotFound
    return found


async def _open(uow: UnitOfWork, key: UUID, *, lock: bool = False) -> Invitation:
    """Looked up again inside the company: two people with one link, and only one gets in."""
    mine = select(Invitation).where(Invitation.organization_id == uow.organization_id, Invitation.id == key)
    statement = mine.options(joinedload(Invitation.user))
    found = await uow.session.scalar(statement.with_for_update(of=Invitation) if lock else statement)
    if found is None or found.used_at or found.user.state != "invited":
        raise NotFound
    return found
