"""Somebody was invited this morning: the mail is in the outbox, caught, for a newcomer to read."""

from __future__ import annotations

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.identity.schemas_people import InviteIn
from unison_web.modules.identity.service import invitations


async def invited(uow: UnitOfWork, site: str) -> None:
    person = InviteIn("Nora Lind", "nora.lind@adventure-works.example", "operator")
    user, invitation, secret = await invitations.invite(uow, person)
    invitations.told(uow, user, invitation, f"{site}/welcome/{secret}")
