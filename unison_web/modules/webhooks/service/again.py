"""Telling something once more that was taken or given up."""

from __future__ import annotations

from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.webhooks import rules
from unison_web.modules.webhooks.models import Delivery
from unison_web.modules.webhooks.repository import DeliveryRepository
from unison_web.modules.webhooks.service.noting import wake


async def again(uow: UnitOfWork, delivery_id: UUID) -> Delivery:
    """The same message under the same id: a receiver that has it already can tell."""
    row = await DeliveryRepository(uow).whole(delivery_id, lock=True)
    rules.may_send_again(row.state).or_refuse()
    row.state, row.next_at = "pending", uow.now()
    await uow.session.flush()
    await wake(uow, row.webhook_id)
    return row
