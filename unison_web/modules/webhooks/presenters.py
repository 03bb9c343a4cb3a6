"""Webhooks and deliveries as they are shown."""

from __future__ import annotations

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.webhooks import rules
from unison_web.modules.webhooks.models import Delivery, Webhook
from unison_web.modules.webhooks.repository import DeliveryRepository
from unison_web.modules.webhooks.schemas import DeliveryOut, DeliveryRow, WebhookOut


async def webhook_out(uow: UnitOfWork, row: Webhook) -> WebhookOut:
    many = await DeliveryRepository(uow).counted(row.id)
    old = row.old_until if row.old_until and row.old_until > uow.now() else None
    rests = row.rests_until if row.rests_until and row.rests_until > uow.now() else None
    return WebhookOut.of(
        row, waiting=sum(many.get(state, 0) for state in rules.OPEN), failed=many.get("failed", 0),
        delivered=many.get("delivered", 0), old_until=old, rests_until=rests,
    )  # fmt: skip


def delivery_row(row: Delivery) -> DeliveryRow:
    return DeliveryRow.of(row, webhook=row.webhook.name)


def delivery_out(row: Delivery) -> DeliveryOut:
    return DeliveryOut.of(row, webhook=row.webhook.name, may_again=bool(rules.may_send_again(row.state)))
