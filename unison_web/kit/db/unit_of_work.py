"""One request, or one job, is one unit of work: one transaction, one company, one actor, one instant."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from unison_web.kit import clock
from unison_web.kit.actor import Actor
from unison_web.kit.db import audit as _audit_hooks  # noqa: F401  importing it registers the flush hooks
from unison_web.kit.db import transaction
from unison_web.kit.db.ids import new_id
from unison_web.kit.db.ledger import StoredEvent
from unison_web.kit.events import Event, reactions_to

LIVE_CHANNEL = "unison_live"


class UnitOfWork:
    """What a use case works with. Nobody but :func:`unit_of_work` commits."""

    def __init__(self, session: AsyncSession, actor: Actor, *, request_id: str = "", reason: str = "") -> None:
        self.session = session
        self.actor = actor
        self.started_at = clock.now()
        self.request_id = request_id
        self._pending: list[Event] = []
        self._ticks: set[str] = set()
        session.info.update(actor=actor, request_id=request_id, reason=reason)

    @property
    def organization_id(self) -> UUID:
        return self.actor.organization_id

    @property
    def reason(self) -> str:
        return str(self.session.info.get("reason", ""))

    @reason.setter
    def reason(self, why: str) -> None:
        """Why the change is made; every audit row written from now on carries it."""
        self.session.info["reason"] = why

    def now(self) -> datetime:
        """The instant of this unit of work: all its rows carry the same one."""
        return self.started_at

    def emit(self, event: Event) -> None:
        """Say what happened. Reactions and the stored event follow when the use case has returned."""
        self._pending.append(event)

    def tick(self, topic: str) -> None:
        """Live screens of the topic look again after the commit. For what comes so often that nobody keeps a list of
        it: no event is stored."""
        self._ticks.add(topic)

    @asynccontextmanager
    async def attempt(self) -> AsyncIterator[None]:
        """A part that may fail by itself: what it wrote and said is taken back, the rest of the unit goes on."""
        told = len(self._pending)
        try:
            async with self.session.begin_nested():
                yield
                await transaction.flush(self.session)
        except BaseException:
            del self._pending[told:]
            raise

    async def settle(self) -> None:
        """Flush, run reactions, store the events and tell live screens. Delivered by PostgreSQL at COMMIT only."""
        await transaction.flush(self.session)
        told: list[Event] = []
        while self._pending:
            event = self._pending.pop(0)
            told.append(event)
            for react in reactions_to(event):
                await react(self, event)
        await transaction.flush(self.session)
        rows = [self._row(event) for event in told]
        if rows:
            await self.session.execute(insert(StoredEvent), rows)
        await self._tell(rows)

    async def _tell(self, rows: list[dict[str, Any]]) -> None:
        topics = sorted({topic for row in rows for topic in row["topics"]} | self._ticks)
        self._ticks.clear()
        if topics:
            last = str(rows[-1]["id"] if rows else new_id())
            message = {"o": str(self.organization_id), "i": last, "t": topics}
            notify = text("select pg_notify(:channel, :message)")
            await self.session.execute(notify, {"channel": LIVE_CHANNEL, "message": json.dumps(message)})

    def _row(self, event: Event) -> dict[str, Any]:
        about_kind, about_id = event.about or ("", None)
        return {
            "organization_id": self.organization_id,
            "id": new_id(),
            "created_at": clock.now(),
            "plant_id": event.plant_id,
            "kind": event.kind,
            "about_kind": about_kind,
            "about_id": about_id,
            "topics": list(event.topics),
            "facts": event.facts(),
            "actor_id": self.actor.user_id,
        }


@asynccontextmanager
async def unit_of_work(
    engine: AsyncEngine,
    actor: Actor,
    *,
    request_id: str = "",
    reason: str = "",
    limits: dict[str, str] = transaction.WEB_LIMITS,
) -> AsyncIterator[UnitOfWork]:
    """The whole block is one transaction as ``actor``; it commits at the end or not at all."""
    async with transaction.tenant_tx(engine, actor.organization_id, actor.plant_id, actor.user_id, limits) as session:
        uow = UnitOfWork(session, actor, request_id=request_id, reason=reason)
        yield uow
        await uow.settle()
