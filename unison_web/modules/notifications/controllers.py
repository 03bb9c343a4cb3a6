"""Routes of the bell. Everybody sees their own, and nobody another's."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath, FromQuery

from unison_web.kit.permissions import SIGNED_IN
from unison_web.kit.web.module import Module, get, post
from unison_web.kit.web.uow import Uow
from unison_web.modules.notifications import service
from unison_web.modules.notifications.presenters import bell_of, page_of
from unison_web.modules.notifications.repository import NotificationRepository
from unison_web.modules.notifications.schemas import BellOut, NotificationOut, NotificationPage


class NotificationController(Module):
    path = "/notifications"
    tags = ["Notifications"]

    @get("/", permission=SIGNED_IN, template="notifications/index.html")
    async def index(self, uow: Uow, before: FromQuery[UUID | None] = None) -> NotificationPage:
        """What you were told, newest first."""
        return await page_of(uow, before)

    @get("/bell", permission=SIGNED_IN, template="notifications/bell.html")
    async def bell(self, uow: Uow) -> BellOut:
        """How many you have not read."""
        return await bell_of(uow)

    @post("/{notification_id:uuid}/reading", permission=SIGNED_IN, then="{href}", status_code=200)
    async def read(self, uow: Uow, notification_id: FromPath[UUID]) -> NotificationOut:
        """It is read. A page goes on to what it is about."""
        row = await NotificationRepository(uow).own(notification_id)
        await service.read(uow, row)
        return NotificationOut.of(row)

    @post("/reading", permission=SIGNED_IN, then="/notifications", status_code=200)
    async def read_all(self, uow: Uow) -> BellOut:
        """All of it is read."""
        await service.read_all(uow)
        return await bell_of(uow)
