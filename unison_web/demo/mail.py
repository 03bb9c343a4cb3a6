"""Somebody was invited this morning: the mail is in the outbox, caught, for a newcomer to read."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncEngine

from unison_web.kit.actor import Actor
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.modules.identity.schemas_people import InviteIn
from unison_web.modules.identity.service import invitations


async def invited(engine: AsyncEngine, admin: Actor, site: str) -> None:
    person = InviteIn("Nora Lind", "nora.lind@adventure-works.example", "operator")
    async with unit_of_work(engine, admin) as uow:
        user, invitation, secret = await invitations.invite(uow, person)
        invitations.told(uow, user, invitation, f"{site}/welcome/{secret}")
