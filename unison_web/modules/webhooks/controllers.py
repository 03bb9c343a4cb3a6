"""Routes of webhooks and their deliveries."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.i18n import lazy as _
from unison_web.kit.outside import Outside
from unison_web.kit.web.forms import Form, Record
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, get, page, post, put
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.webhooks.listings import DELIVERIES, DELIVERY_VIEW, VIEW, WEBHOOKS
from unison_web.modules.webhooks.presenters import delivery_out, webhook_out
from unison_web.modules.webhooks.repository import DeliveryRepository, WebhookRepository
from unison_web.modules.webhooks.rules import Webhooks
from unison_web.modules.webhooks.schemas import (
    DeliveryOut,
    DeliveryRow,
    NewWebhookOut,
    RemoveIn,
    WebhookIn,
    WebhookOut,
)
from unison_web.modules.webhooks.service import addresses, noting
from unison_web.modules.webhooks.service.again import again

RECORD, DELIVERY = "/webhooks/{id}", "/webhook-deliveries/{id}"


async def the_webhook(request: WebRequest, uow: Uow, webhook_id: UUID) -> Record:
    return Record((await WebhookRepository(uow).by_id(webhook_id)).name, f"/webhooks/{webhook_id}")


def outside_of(request: WebRequest) -> Outside:
    settings: Any = request.app.state.settings
    return Outside(loopback=not settings.is_production, inside=settings.inside_networks)


class WebhookController(Module):
    path = "/webhooks"
    tags = ["Webhooks"]

    @get("/", permission=Webhooks.READ, template="webhooks/index.html", listing=VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[WebhookOut]:
        """Programs that are told what happens."""
        return await WEBHOOKS.page(uow, request.query_params)

    @page("/new", permission=Webhooks.WRITE, template="webhooks/new.html")
    async def new(self) -> Form:
        return Form(WebhookIn)

    @post("/", permission=Webhooks.WRITE, form="webhooks/new.html", template="webhooks/made.html", once=True)
    async def create(self, request: WebRequest, uow: Uow, data: Body[WebhookIn]) -> NewWebhookOut:
        """Tell a program. This answer is the only one that shows the secret it checks signatures with."""
        row, secret = await addresses.make(uow, request.app.state.vault, outside_of(request), data)
        return NewWebhookOut.of(row, secret=secret)

    @get("/{webhook_id:uuid}", permission=Webhooks.READ, template="webhooks/show.html")
    async def show(self, uow: Uow, webhook_id: FromPath[UUID]) -> WebhookOut:
        return await webhook_out(uow, await WebhookRepository(uow).by_id(webhook_id))

    @page("/{webhook_id:uuid}/edit", permission=Webhooks.WRITE, template="webhooks/edit.html", about=the_webhook)
    async def edit(self, uow: Uow, webhook_id: FromPath[UUID]) -> Form:
        row = await WebhookRepository(uow).by_id(webhook_id)
        return Form(WebhookIn, {"name": row.name, "url": row.url, "kinds": row.kinds})

    @post("/{webhook_id:uuid}/edit", permission=Webhooks.WRITE, page=True, form="webhooks/edit.html",
          about=the_webhook, then=RECORD, flash=_("Saved"))  # fmt: skip
    async def save(
        self, request: WebRequest, uow: Uow, webhook_id: FromPath[UUID], data: Body[WebhookIn]
    ) -> WebhookOut:
        return await webhook_out(uow, await addresses.change(uow, outside_of(request), webhook_id, data))

    @put("/{webhook_id:uuid}", permission=Webhooks.WRITE)
    async def update(
        self, request: WebRequest, uow: Uow, webhook_id: FromPath[UUID], data: Body[WebhookIn]
    ) -> WebhookOut:
        """Another address, or other things that are told."""
        return await webhook_out(uow, await addresses.change(uow, outside_of(request), webhook_id, data))

    @post("/{webhook_id:uuid}/rotation", permission=Webhooks.WRITE, template="webhooks/made.html", once=True,
          status_code=200)  # fmt: skip
    async def rotate(self, request: WebRequest, uow: Uow, webhook_id: FromPath[UUID]) -> NewWebhookOut:
        """A new secret; for a day everything is signed with the old one, too."""
        row, secret = await addresses.rotate(uow, request.app.state.vault, webhook_id)
        return NewWebhookOut.of(row, secret=secret)

    @post("/{webhook_id:uuid}/pause", permission=Webhooks.WRITE, then=RECORD, status_code=200, flash=_("Paused"))
    async def pause(self, uow: Uow, webhook_id: FromPath[UUID]) -> WebhookOut:
        """Nothing is written down for it or sent to it until it goes on."""
        return await webhook_out(uow, await addresses.switch(uow, webhook_id, "paused"))

    @post("/{webhook_id:uuid}/resume", permission=Webhooks.WRITE, then=RECORD, status_code=200, flash=_("It goes on"))
    async def resume(self, uow: Uow, webhook_id: FromPath[UUID]) -> WebhookOut:
        """What waited is sent now."""
        return await webhook_out(uow, await addresses.switch(uow, webhook_id, "active"))

    @post("/{webhook_id:uuid}/test", permission=Webhooks.WRITE, then=DELIVERY)
    async def test(self, uow: Uow, webhook_id: FromPath[UUID]) -> DeliveryOut:
        """Send a test. Its delivery says what the program answered."""
        row = await noting.test(uow, await WebhookRepository(uow).by_id(webhook_id))
        return delivery_out(await DeliveryRepository(uow).whole(row.id))

    @page("/{webhook_id:uuid}/removal", permission=Webhooks.WRITE, template="webhooks/remove.html", about=the_webhook)
    async def removal(self, uow: Uow, webhook_id: FromPath[UUID]) -> Form:
        return Form(RemoveIn)

    @post("/{webhook_id:uuid}/removal", permission=Webhooks.WRITE, form="webhooks/remove.html", about=the_webhook,
          then="/webhooks", status_code=200, flash=_("{name} is told nothing more"))  # fmt: skip
    async def remove(self, uow: Uow, webhook_id: FromPath[UUID], data: Body[RemoveIn]) -> WebhookOut:
        """Its deliveries go with it."""
        return WebhookOut.of(await addresses.remove(uow, webhook_id, data.reason))


class DeliveryController(Module):
    path = "/webhook-deliveries"
    tags = ["Webhooks"]

    @get("/", permission=Webhooks.READ, template="webhooks/deliveries.html", listing=DELIVERY_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[DeliveryRow]:
        """What was told to whom, and what they answered."""
        return await DELIVERIES.page(uow, request.query_params)

    @get("/{delivery_id:uuid}", permission=Webhooks.READ, template="webhooks/delivery.html")
    async def show(self, uow: Uow, delivery_id: FromPath[UUID]) -> DeliveryOut:
        return delivery_out(await DeliveryRepository(uow).whole(delivery_id))

    @post("/{delivery_id:uuid}/again", permission=Webhooks.WRITE, then=DELIVERY, status_code=200,
          flash=_("On its way"))  # fmt: skip
    async def again(self, uow: Uow, delivery_id: FromPath[UUID]) -> DeliveryOut:
        """Tell it once more, under the same id."""
        return delivery_out(await again(uow, delivery_id))
