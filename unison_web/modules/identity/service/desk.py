"""An administrator at work: whom they see, whom they may look after, and what they may give."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import NotFound, Refused
from unison_web.kit.i18n import _
from unison_web.modules.identity import words
from unison_web.modules.identity.models import User
from unison_web.modules.identity.repository import UserRepository
from unison_web.modules.identity.rules_reach import KEYS, Held, Standing, may_give, may_look_after
from unison_web.modules.identity.service.principals import Principals
from unison_web.modules.identity.service.rights import load_memberships, rights_by_role
from unison_web.modules.organizations.service import places_changed


@dataclass(slots=True)
class Desk:
    """``rights`` of every role of the company, ``memberships`` of everybody, and what the actor may do where."""

    uow: UnitOfWork
    rights: dict[str, frozenset[str]]
    memberships: dict[UUID, list[Held]]
    mine: Standing

    def standing(self, user_id: UUID) -> Standing:
        return Standing.of(self.memberships.get(user_id, []), self.rights)

    def sees(self, user_id: UUID) -> bool:
        """People of one's own plants, people of all plants, and oneself."""
        where = {one.plant_id for one in self.memberships.get(self.uow.actor.user_id or user_id, [])}
        theirs = {one.plant_id for one in self.memberships.get(user_id, [])}
        return (
            None in where or None in theirs or not theirs or bool(where & theirs) or user_id == self.uow.actor.user_id
        )

    async def person(self, user_id: UUID) -> User:
        """Somebody of another plant is as foreign as somebody of another company."""
        if not self.sees(user_id):
            raise NotFound
        return await UserRepository(self.uow).by_id(user_id)

    async def charge(self, user_id: UUID) -> User:
        """A person whose account the actor may change."""
        user = await self.person(user_id)
        may_look_after(self.mine, self.standing(user_id)).or_refuse()
        return user

    def give(self, role: str, plant: UUID | None) -> None:
        if role not in self.rights:
            raise Refused(role=_("There is no role of this name"))
        may_give(self.mine, role, self.rights[role], plant, words.in_words).or_refuse()

    async def keep_an_administrator(self) -> None:
        """Called after a change: somebody who can give every right must remain. Two such changes wait for each other
        at the company's row."""
        await self.uow.session.flush()
        await places_changed(self.uow)
        left = await load_memberships(self.uow, active_only=True)
        if not any(set(KEYS) <= Standing.of(held, self.rights).at(None) for held in left.values()):
            raise Refused(_("Nobody would be left who can look after people and roles in all plants. Make somebody "
                            "else an administrator first"), code="last-administrator")  # fmt: skip


async def desk(uow: UnitOfWork, principals: Principals) -> Desk:
    """Everything that is needed to decide, in two questions."""
    rights = await rights_by_role(uow, principals.matching)
    memberships = await load_memberships(uow)
    mine = Standing.of(memberships.get(uow.actor.user_id, []) if uow.actor.user_id else [], rights)
    return Desk(uow, rights, memberships, mine)
