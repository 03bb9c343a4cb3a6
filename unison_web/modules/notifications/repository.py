"""Named questions about what people were told."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, delete, func, select, update

from unison_web.kit.db.repository import Repository
from unison_web.modules.notifications.models import Notification


class NotificationRepository(Repository[Notification]):
    model_type = Notification

    async def own(self, notification_id: UUID) -> Notification:
        """Raises NotFound for another person's."""
        return await self.one(self._of(self.uow.actor.user_id).where(Notification.id == notification_id))

    async def latest(self, most: int, before: UUID | None = None) -> list[Notification]:
        """The actor's, newest first, older than ``before``: ids grow with time."""
        mine = self._of(self.uow.actor.user_id)
        if before:
            mine = mine.where(Notification.id < before)
        return await self.all(mine.order_by(Notification.id.desc()).limit(most))

    async def unread(self, most: int = 100) -> int:
        mine = self._of(self.uow.actor.user_id).where(Notification.read_at.is_(None)).limit(most)
        return int(await self.session.scalar(select(func.count()).select_from(mine.subquery())) or 0)

    async def read_all(self, at: datetime) -> int:
        mine = (
            Notification.organization_id == self.uow.organization_id,
            Notification.user_id == self.uow.actor.user_id, Notification.read_at.is_(None),
        )  # fmt: skip
        statement = update(Notification).where(*mine).values(read_at=at).returning(Notification.id)
        return len((await self.session.execute(statement.execution_options(synchronize_session=False))).all())

    async def knows(self, user: UUID, key: str) -> bool:
        return await self.perhaps(self._of(user).where(Notification.key == key)) is not None

    async def told(self, key: str) -> bool:
        """Whether anybody was."""
        return bool(await self.session.scalar(select(self.mine().where(Notification.key == key).exists())))

    async def for_summary(self) -> dict[UUID, list[Notification]]:
        """What nobody has read or got a summary of yet, by person, oldest first."""
        open_ = self.mine().where(
            Notification.way == "summary", Notification.summed_at.is_(None), Notification.read_at.is_(None)
        )
        found: dict[UUID, list[Notification]] = {}
        for row in await self.all(open_.order_by(Notification.id).limit(2000)):
            found.setdefault(row.user_id, []).append(row)
        return found

    async def forget(self, read_before: datetime, before: datetime) -> None:
        old = (Notification.read_at < read_before) | (Notification.created_at < before)
        statement = delete(Notification).where(Notification.organization_id == self.uow.organization_id, old)
        await self.session.execute(statement.execution_options(synchronize_session=False))

    def _of(self, user: UUID | None) -> Select[tuple[Notification]]:
        return self.mine().where(Notification.user_id == user)
