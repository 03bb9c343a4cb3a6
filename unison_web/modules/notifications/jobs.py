"""The worker's side: tell an occasion, and every minute what nobody answers; every hour summaries."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from unison_web.kit.actor import Actor, everything
from unison_web.kit.db.unit_of_work import UnitOfWork, unit_of_work
from unison_web.kit.jobs import Context, caller_of, engine_of
from unison_web.modules.identity.service import gate
from unison_web.modules.notifications import rules
from unison_web.modules.notifications.repository import NotificationRepository
from unison_web.modules.notifications.service import summing, telling, watching


async def notify(context: Context, *, occasion: str, record: str) -> None:
    """Tell it to whom it concerns, each once."""
    caller = caller_of(context["job"])
    async with unit_of_work(engine_of(context), caller.actor(), request_id=caller.request_id) as uow:
        site = context["settings"].public_url
        await telling.tell(uow, occasion, UUID(record), caller.user_id, context["matching"], site)


async def watch_calls(context: Context) -> None:
    await _everywhere(context, watching.escalate)


async def sum_up(context: Context) -> None:
    """Summaries, and what is old is forgotten."""
    site = context["settings"].public_url

    async def both(uow: UnitOfWork) -> None:
        await summing.send_summaries(uow, site)
        now = uow.now()
        await NotificationRepository(uow).forget(now - rules.KEPT_READ, now - rules.KEPT_UNREAD)

    await _everywhere(context, both)


async def _everywhere(context: Context, what: Callable[[UnitOfWork], Awaitable[Any]]) -> None:
    engine = engine_of(context)
    for organization_id in await gate.organizations(engine):
        async with unit_of_work(engine, Actor(organization_id, name="Unison", may=everything)) as uow:
            await what(uow)
