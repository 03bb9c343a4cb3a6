"""A forgotten password: a link that works once and for an hour goes to the address we know. Nobody learns from the
answer whether we know one."""

from __future__ import annotations

import asyncio
import time
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.orm import joinedload

from unison_web.kit.actor import Actor
from unison_web.kit.db.unit_of_work import UnitOfWork, unit_of_work
from unison_web.kit.errors import NotFound
from unison_web.modules.identity import rules
from unison_web.modules.identity.events import PasswordForgotten
from unison_web.modules.identity.models import PasswordLink, User
from unison_web.modules.identity.service import gate, secrets, sessions

#: Seconds the answer takes, whether there is somebody to write to or not.
ALWAYS = 0.6


async def ask(engine: AsyncEngine, identifier: str, site: str, request_id: str) -> None:
    """In every company that knows the address or user name."""
    begun = time.monotonic()
    for account in await gate.accounts(engine, identifier):
        actor = Actor(account.organization_id, account.user_id)
        async with unit_of_work(engine, actor, request_id=request_id) as uow:
            await _send(uow, account.user_id, site)
    await asyncio.sleep(max(0.0, ALWAYS - (time.monotonic() - begun)))


async def _send(uow: UnitOfWork, user_id: UUID, site: str) -> None:
    """Not where passwords open nothing, and not twice within two minutes."""
    user = await uow.session.get(User, (uow.organization_id, user_id))
    if user is None or user.state != "active" or not await sessions.lets_in(uow, user, "password"):
        return
    mine = select(PasswordLink).where(PasswordLink.organization_id == uow.organization_id)
    found = await uow.session.scalar(mine.where(PasswordLink.user_id == user.id).with_for_update())
    life = rules.PASSWORD_LINK_LIFE
    if found and not found.used_at and found.expires_at - life > uow.now() - rules.PASSWORD_LINK_PAUSE:
        return
    secret, link = secrets.new_secret(), found or PasswordLink(user_id=user.id, user=user)
    link.token_hash, link.expires_at, link.used_at = secrets.digest(secret), uow.now() + life, None
    uow.session.info["actor"] = Actor(uow.organization_id, user.id, user.name, user.email)
    uow.session.add(link)
    await uow.session.flush()
    address = f"{site}/login/new-password/{secret}"
    uow.emit(PasswordForgotten(user.id, user.name, user.email, user.locale, address, link.token_hash[:16],
                               link.expires_at))  # fmt: skip


async def whose(engine: AsyncEngine, secret: str) -> str:
    """The address of the person a link that still works is for; anything else does not exist."""
    organization, key = await _found(engine, secret)
    async with unit_of_work(engine, Actor(organization)) as uow:
        return (await _open(uow, key)).user.email


async def choose(engine: AsyncEngine, secret: str, password: str, request_id: str) -> None:
    """The new password counts, the link is used up, and whoever was signed in as this person is not any more."""
    organization, key = await _found(engine, secret)
    email = await whose(engine, secret)
    rules.password_is_good(password, about=(email, email.split("@")[0])).or_refuse()
    hashed = await secrets.hash_password(password)
    async with unit_of_work(engine, Actor(organization), request_id=request_id) as uow:
        link = await _open(uow, key, lock=True)
        user, link.used_at = link.user, uow.now()
        uow.session.info["actor"] = Actor(organization, user.id, user.name, user.email)
        user.password_hash, user.failed_tries = hashed, 0
        await sessions.sign_out_everywhere(uow, user.id, "password changed")


async def _found(engine: AsyncEngine, secret: str) -> tuple[UUID, UUID]:
    if not (found := await gate.password_link(engine, secrets.digest(secret))):
        raise NotFound
    return found


async def _open(uow: UnitOfWork, key: UUID, *, lock: bool = False) -> PasswordLink:
    mine = select(PasswordLink).where(PasswordLink.organization_id == uow.organization_id, PasswordLink.id == key)
    statement = mine.options(joinedload(PasswordLink.user))
    found = await uow.session.scalar(statement.with_for_update(of=PasswordLink) if lock else statement)
    if found is None or found.used_at or found.user.state != "active":
        raise NotFound
    return found
