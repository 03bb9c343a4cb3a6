"""Use cases: read what one was told. Telling, watching and summing up are the worker's."""

from __future__ import annotations

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.notifications.events import Told
from unison_web.modules.notifications.models import Notification
from unison_web.modules.notifications.repository import NotificationRepository


async def read(uow: UnitOfWork, row: Notification) -> None:
    if row.read_at is None:
        row.read_at = uow.now()
        uow.emit(Told(row.user_id))
        await uow.session.flush()


async def read_all(uow: UnitOfWork) -> None:
    if await NotificationRepository(uow).read_all(uow.now()) and uow.actor.user_id:
        uow.emit(Told(uow.actor.user_id))
