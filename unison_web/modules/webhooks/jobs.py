"""The worker's side of webhooks."""

from __future__ import annotations

from uuid import UUID

from unison_web.kit.actor import Actor, everything
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.kit.jobs import Context, caller_of, engine_of
from unison_web.kit.outside import Outside
from unison_web.modules.identity.service import gate
from unison_web.modules.webhooks import rules
from unison_web.modules.webhooks.repository import DeliveryRepository, WebhookRepository
from unison_web.modules.webhooks.service.sending import Sender


async def send_webhooks(context: Context, *, webhook_id: str) -> None:
    """Tell one address what waits for it."""
    await _sender(context, caller_of(context["job"]).organization_id).send_all(UUID(webhook_id))


async def keep_telling(context: Context) -> None:
    """Every minute: what was not taken is tried again when its time has come, and what is old is forgotten."""
    for organization_id in await gate.organizations(engine_of(context)):
        async with unit_of_work(engine_of(context), Actor(organization_id, name="Unison", may=everything)) as uow:
            due, now = await WebhookRepository(uow).due(uow.now()), uow.now()
            await DeliveryRepository(uow).forget(now - rules.KEPT_DELIVERED, now - rules.KEPT_FAILED)
        for webhook_id in due:
            await _sender(context, organization_id).send_all(webhook_id)


def _sender(context: Context, organization: UUID) -> Sender:
    settings = context["settings"]
    outside = Outside(loopback=not settings.is_production, inside=settings.inside_networks)
    return Sender(engine_of(context), organization, context["vault"], outside)
