"""Deliveries leave one after the other. What is not taken is told again; what is about the same record waits for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncEngine

from unison_web.kit import clock
from unison_web.kit.actor import Actor, everything
from unison_web.kit.db.unit_of_work import UnitOfWork, unit_of_work
from unison_web.kit.outside import Outside, Unreachable
from unison_web.kit.vault import Vault
from unison_web.modules.webhooks import rules
from unison_web.modules.webhooks.models import Webhook
from unison_web.modules.webhooks.repository import DeliveryRepository, WebhookRepository
from unison_web.modules.webhooks.service.addresses import about

#: Deliveries of one job; then another job goes on.
AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Parcel:
    """A delivery as it leaves."""

    id: UUID
    url: str
    body: str
    secrets: tuple[str, ...]


class Sender:
    def __init__(self, engine: AsyncEngine, organization: UUID, vault: Vault, outside: Outside) -> None:
        self._engine, self._vault, self._outside = engine, vault, outside
        self._actor = Actor(organization, name="Unison", may=everything)

    async def send_all(self, webhook_id: UUID) -> int:
        """Everything that may leave now. Returns how many were taken."""
        taken = 0
        for _turn in range(AT_ONCE):
            parcel = await self._next(webhook_id)
            if parcel is None:
                break
            status, words = await self._told(parcel)
            fine = status is not None and 200 <= status < 300
            await self._noted(webhook_id, parcel.id, status, words, fine=fine)
            taken += fine
            if not fine and rules.stops_others(status):
                break
        return taken

    async def _next(self, webhook_id: UUID) -> Parcel | None:
        """Nothing where another worker sends, or the address rests."""
        async with unit_of_work(self._engine, self._actor) as uow:
            webhook = await WebhookRepository(uow).held(webhook_id, uow.now())
            if webhook is None:
                return None
            delivery = await DeliveryRepository(uow).next(webhook_id, uow.now())
            if delivery is None:
                await WebhookRepository(uow).mark(webhook_id, busy_until=None)
                return None
            return Parcel(delivery.id, webhook.url, delivery.body, self._secrets(uow, webhook))

    def _secrets(self, uow: UnitOfWork, webhook: Webhook) -> tuple[str, ...]:
        sealed = [webhook.secret_sealed]
        if webhook.old_until and webhook.old_until > uow.now():
            sealed.append(webhook.old_sealed)
        return tuple(self._vault.open(each, about(webhook)) for each in sealed)

    async def _told(self, parcel: Parcel) -> tuple[int | None, str]:
        """Outside of any transaction. The status is None where nobody answered."""
        sent = int(clock.now().timestamp())
        signatures = (rules.signature(secret, str(parcel.id), sent, parcel.body) for secret in parcel.secrets)
        headers = {
            "content-type": "application/json", "webhook-id": str(parcel.id), "webhook-timestamp": str(sent),
            "webhook-signature": " ".join(signatures), "user-agent": "Unison-Webhooks",
        }  # fmt: skip
        try:
            answer = await self._outside.send(parcel.url, parcel.body.encode(), headers)
        except Unreachable as error:
            return None, str(error)
        return answer.status, answer.body[:500].decode("utf-8", "replace").replace("\x00", "")

    async def _noted(self, webhook_id: UUID, delivery_id: UUID, status: int | None, words: str, *, fine: bool) -> None:
        async with unit_of_work(self._engine, self._actor) as uow:
            row, now = await DeliveryRepository(uow).whole(delivery_id, lock=True), uow.now()
            row.attempts, row.tried_at, row.status, row.words = row.attempts + 1, now, status, words
            again = rules.next_try(row.attempts, row.created_at, now)
            row.state = "delivered" if fine else "retrying" if again else "failed"
            row.next_at = again or now
            rest: timedelta | None = None
            if not fine and rules.stops_others(status):
                rest = (again or now + rules.WAITS[0]) - now
            trouble = "" if fine else words or f"HTTP {status}"
            await WebhookRepository(uow).mark(
                webhook_id, busy_until=None, rests_until=now + rest if rest else None, trouble=trouble
            )
