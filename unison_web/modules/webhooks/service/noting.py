"""What happened is written down for every address that wants it, in the transaction in which it happened."""

from __future__ import annotations

import json
import time
from typing import Any
from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.events import Event
from unison_web.kit.jobs import enqueue
from unison_web.modules.webhooks import words
from unison_web.modules.webhooks.models import Delivery, Webhook
from unison_web.modules.webhooks.repository import WebhookRepository

#: Seconds for which a process believes what it knows of a company's addresses. Most companies have none.
BELIEVED = 5.0
_known: dict[UUID, tuple[float, list[tuple[UUID, tuple[str, ...]]]]] = {}


async def note(uow: UnitOfWork, event: Event) -> None:
    if event.kind not in words.KINDS:
        return
    for webhook, kinds in await _wanted(uow):
        if event.kind in kinds:
            _about, record = event.about or ("", None)
            await tell(uow, webhook, event.kind, record, event.facts())


async def test(uow: UnitOfWork, row: Webhook) -> Delivery:
    return await tell(uow, row.id, words.PING, None, {"name": row.name})


async def tell(uow: UnitOfWork, webhook: UUID, kind: str, record: UUID | None, facts: dict[str, Any]) -> Delivery:
    said = {"type": kind, "timestamp": uow.now().isoformat(), "data": facts}
    row = Delivery(
        webhook_id=webhook, kind=kind, about_id=record, next_at=uow.now(),
        body=json.dumps(said, ensure_ascii=False, separators=(",", ":")),
    )  # fmt: skip
    uow.session.add(row)
    await uow.session.flush()
    await wake(uow, webhook)
    return row


async def wake(uow: UnitOfWork, webhook: UUID) -> None:
    """One job for all that a transaction wrote down."""
    woken: set[UUID] = uow.session.info.setdefault("woken_webhooks", set())
    if webhook not in woken:
        woken.add(webhook)
        await enqueue(uow, "send_webhooks", f"webhook:{webhook}:{uow.now().timestamp()}", webhook_id=webhook)


def forget(organization: UUID) -> None:
    _known.pop(organization, None)


async def _wanted(uow: UnitOfWork) -> list[tuple[UUID, tuple[str, ...]]]:
    at, rows = _known.get(uow.organization_id, (0.0, []))
    if time.monotonic() - at > BELIEVED or not at:
        rows = await WebhookRepository(uow).active()
        _known[uow.organization_id] = (time.monotonic(), rows)
    return rows
