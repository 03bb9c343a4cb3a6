"""The bell as it is shown."""

from __future__ import annotations

from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.notifications.repository import NotificationRepository
from unison_web.modules.notifications.schemas import BellOut, NotificationOut, NotificationPage

PAGE, COUNTED = 50, 100


async def page_of(uow: UnitOfWork, before: UUID | None) -> NotificationPage:
    notifications = NotificationRepository(uow)
    rows = await notifications.latest(PAGE + 1, before)
    return NotificationPage(
        NotificationOut.all_of(rows[:PAGE]), await notifications.unread(COUNTED),
        rows[PAGE - 1].id if len(rows) > PAGE else None,
    )  # fmt: skip


async def bell_of(uow: UnitOfWork) -> BellOut:
    unread = await NotificationRepository(uow).unread(COUNTED)
    return BellOut(unread, unread >= COUNTED)
