"""Named questions about webhooks and their deliveries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, delete, func, or_, select, update
from sqlalchemy.orm import aliased, joinedload

from unison_web.kit.db.repository import Repository
from unison_web.modules.webhooks.models import Delivery, Webhook
from unison_web.modules.webhooks.rules import LEASE, OPEN


class WebhookRepository(Repository[Webhook]):
    model_type = Webhook

    async def active(self) -> list[tuple[UUID, tuple[str, ...]]]:
        """Who is told what."""
        mine = Webhook.organization_id == self.uow.organization_id, Webhook.state == "active"
        rows = await self.session.execute(select(Webhook.id, Webhook.kinds).where(*mine))
        return [(key, tuple(kinds)) for key, kinds in rows]

    async def held(self, webhook_id: UUID, now: datetime) -> Webhook | None:
        """For who may send to it now; None where another worker does, or it rests. A pause keeps what there is."""
        free = or_(Webhook.busy_until.is_(None), Webhook.busy_until < now)
        awake = or_(Webhook.rests_until.is_(None), Webhook.rests_until <= now)
        mine = Webhook.organization_id == self.uow.organization_id, Webhook.id == webhook_id, Webhook.state == "active"
        taken = update(Webhook).where(*mine, free, awake).values(busy_until=now + LEASE).returning(Webhook.id)
        if (await self.session.execute(self._quietly(taken))).first() is None:
            return None
        return await self.by_id(webhook_id)

    async def mark(self, webhook_id: UUID, **values: object) -> None:
        """No fact of the trail, and no new version."""
        mine = Webhook.organization_id == self.uow.organization_id, Webhook.id == webhook_id
        await self.session.execute(self._quietly(update(Webhook).where(*mine).values(**values)))

    async def due(self, now: datetime) -> Sequence[UUID]:
        """Addresses that something waits for and that may be told now."""
        waits = select(Delivery.id).where(
            Delivery.organization_id == Webhook.organization_id, Delivery.webhook_id == Webhook.id,
            Delivery.state.in_(OPEN), Delivery.next_at <= now,
        )  # fmt: skip
        awake = or_(Webhook.rests_until.is_(None), Webhook.rests_until <= now)
        mine = Webhook.organization_id == self.uow.organization_id, Webhook.state == "active"
        return list(await self.session.scalars(select(Webhook.id).where(*mine, awake, waits.exists())))

    @staticmethod
    def _quietly(statement: Any) -> Any:
        return statement.execution_options(synchronize_session=False)


class DeliveryRepository(Repository[Delivery]):
    model_type = Delivery

    async def whole(self, delivery_id: UUID, *, lock: bool = False) -> Delivery:
        mine = self.mine().where(Delivery.id == delivery_id)
        return await self.one(mine.with_for_update(of=Delivery) if lock else mine, joinedload(Delivery.webhook))

    async def next(self, webhook_id: UUID, now: datetime) -> Delivery | None:
        """The first that may leave: nothing earlier about the same record waits."""
        earlier = aliased(Delivery)
        waits = select(earlier.id).where(
            earlier.organization_id == Delivery.organization_id, earlier.webhook_id == Delivery.webhook_id,
            earlier.about_id == Delivery.about_id, earlier.state.in_(OPEN), earlier.id < Delivery.id,
        )  # fmt: skip
        mine = self.mine().where(
            Delivery.webhook_id == webhook_id, Delivery.state.in_(OPEN), Delivery.next_at <= now,
            or_(Delivery.about_id.is_(None), ~waits.exists()),
        )  # fmt: skip
        return await self.perhaps(mine.order_by(Delivery.id).limit(1))

    async def latest(self, webhook_id: UUID, most: int) -> list[Delivery]:
        mine = self.mine().where(Delivery.webhook_id == webhook_id)
        return await self.all(mine.order_by(Delivery.id.desc()).limit(most))

    async def counted(self, webhook_id: UUID) -> dict[str, int]:
        mine = Delivery.organization_id == self.uow.organization_id, Delivery.webhook_id == webhook_id
        statement = select(Delivery.state, func.count()).where(*mine).group_by(Delivery.state)
        return {state: int(many) for state, many in await self.session.execute(statement)}

    async def forget(self, delivered_before: datetime, failed_before: datetime) -> None:
        old = or_(
            and_(Delivery.state == "delivered", Delivery.created_at < delivered_before),
            and_(Delivery.state == "failed", Delivery.created_at < failed_before),
        )
        statement = delete(Delivery).where(Delivery.organization_id == self.uow.organization_id, old)
        await self.session.execute(statement.execution_options(synchronize_session=False))
