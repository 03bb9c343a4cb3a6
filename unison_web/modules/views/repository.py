"""Named questions about saved views."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from unison_web.kit.db.repository import Repository
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.web.listview import Shortcut
from unison_web.modules.views.models import SavedView


class ViewRepository(Repository[SavedView]):
    model_type = SavedView

    async def seen_by(self, user: UUID) -> list[SavedView]:
        """Their own, and the team's."""
        seen = or_(SavedView.user_id == user, SavedView.team)
        statement = self.mine().where(seen).order_by(SavedView.noun, SavedView.team, SavedView.name)
        return await self.all(statement, joinedload(SavedView.owner))

    async def of(self, user: UUID, view_id: UUID) -> SavedView:
        """A view only its owner may change; another's is as good as missing."""
        statement = self.mine().where(SavedView.id == view_id, SavedView.user_id == user)
        return await self.one(statement, joinedload(SavedView.owner))

    async def starting(self, user: UUID, noun: str) -> list[SavedView]:
        mine = self.mine().where(SavedView.user_id == user, SavedView.noun == noun, SavedView.starts)
        return await self.all(mine)

    async def named(self, user: UUID, noun: str, name: str) -> SavedView | None:
        return await self.perhaps(
            self.mine().where(SavedView.user_id == user, SavedView.noun == noun, SavedView.name == name)
        )


async def carried(uow: UnitOfWork, user: UUID) -> tuple[Shortcut, ...]:
    """What every list page of this person needs, loaded with the person."""
    columns = (SavedView.noun, SavedView.name, SavedView.query, SavedView.team, SavedView.starts, SavedView.user_id)
    statement = (
        select(*columns)
        .where(SavedView.organization_id == uow.organization_id, or_(SavedView.user_id == user, SavedView.team))
        .order_by(SavedView.team, SavedView.name)
    )
    return tuple(
        Shortcut(noun, name, query, team=team, starts=starts, mine=owner == user)
        for noun, name, query, team, starts, owner in await uow.session.execute(statement)
    )
