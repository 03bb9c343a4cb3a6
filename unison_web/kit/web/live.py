"""Live screens: one LISTEN connection per process, fanned out to every open stream as small ticks.

A message travels ``pg_notify`` → listener → stream only after COMMIT. A stream says *what* changed (a topic and the
event's id); the page fetches the fragment it shows, under its own permissions. No stream holds a database connection.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import asyncpg

from unison_web.kit.db.unit_of_work import LIVE_CHANNEL
from unison_web.kit.web import metrics

log = logging.getLogger("unison.live")
REMEMBERED = 2000
QUEUE = 200
HEARTBEAT = 15.0
CHECK_EVERY = 5.0


@dataclass(frozen=True, slots=True)
class Tick:
    """Something changed: topics of one committed transaction of one organization."""

    organization_id: str
    event_id: str
    topics: frozenset[str]


@dataclass(eq=False, slots=True)
class Subscriber:
    organization_id: str
    topics: frozenset[str]
    queue: asyncio.Queue[Tick | None] = field(default_factory=lambda: asyncio.Queue(QUEUE))

    def offer(self, tick: Tick) -> None:
        if tick.organization_id != self.organization_id or not (tick.topics & self.topics):
            return
        with contextlib.suppress(asyncio.QueueFull):  # a slow reader is told to look again when it catches up
            self.queue.put_nowait(tick)


class LiveHub:
    """Owns the listener. ``url`` must reach PostgreSQL directly, not through a transaction pooler."""

    def __init__(self, url: str) -> None:
        self._url = url.replace("+asyncpg", "").replace("?pgbouncer=true", "")
        self._subscribers: set[Subscriber] = set()
        self._recent: deque[Tick] = deque(maxlen=REMEMBERED)
        self._task: asyncio.Task[None] | None = None
        self.connected = asyncio.Event()

    async def start(self) -> None:
        self._task = asyncio.create_task(self._listen(), name="live-listener")

    async def stop(self) -> None:
        if self._task:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        for subscriber in self._subscribers:
            with contextlib.suppress(asyncio.QueueFull):
                subscriber.queue.put_nowait(None)

    async def _listen(self) -> None:
        """Reconnects for ever, with a pause that grows to five seconds."""
        pause = 0.2
        while True:
            try:
                await self._listen_once()
                pause = 0.2
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError) as error:
                log.warning("live listener lost its connection: %s", error)
            self.connected.clear()
            await asyncio.sleep(pause)
            pause = min(pause * 2, 5.0)

    async def _listen_once(self) -> None:
        connection = await asyncpg.connect(self._url, timeout=5)
        try:
            await connection.add_listener(LIVE_CHANNEL, self._hear)
            if self._recent:
                self._resync()
            self.connected.set()
            while not connection.is_closed():
                await asyncio.sleep(CHECK_EVERY)
                await connection.execute("select 1", timeout=5)
        finally:
            with contextlib.suppress(Exception):
                await connection.close(timeout=1)

    def _hear(self, _connection: Any, _pid: int, _channel: str, payload: str) -> None:
        said = json.loads(payload)
        tick = Tick(said["o"], said["i"], frozenset(said["t"]))
        self._recent.append(tick)
        for subscriber in self._subscribers:
            subscriber.offer(tick)

    def _resync(self) -> None:
        """Messages may have been missed while the listener was away: everyone looks again."""
        for subscriber in self._subscribers:
            subscriber.offer(Tick(subscriber.organization_id, "", subscriber.topics))

    async def ticks(self, organization: UUID, topics: frozenset[str], last_id: str = "") -> AsyncIterator[Tick | None]:
        """Ticks for ``topics`` from ``last_id`` on; None every 15 s as a sign of life. Ends when the hub stops."""
        subscriber = Subscriber(str(organization), topics)
        self._subscribers.add(subscriber)
        metrics.streams.inc()
        try:
            for tick in self._missed(subscriber, last_id):
                yield tick
            while True:
                heard: Tick | None
                try:
                    async with asyncio.timeout(HEARTBEAT):
                        heard = await subscriber.queue.get()
                except TimeoutError:
                    yield None
                    continue
                if heard is None:
                    return
                yield heard
        finally:
            self._subscribers.discard(subscriber)
            metrics.streams.dec()

    def _missed(self, subscriber: Subscriber, last_id: str) -> list[Tick]:
        """What happened since ``last_id``; if that is too long ago to know, one tick for everything."""
        if not last_id:
            return []
        recent = list(self._recent)
        places = [place for place, tick in enumerate(recent) if tick.event_id == last_id]
        if not places:
            return [Tick(subscriber.organization_id, "", subscriber.topics)]
        later = recent[places[-1] + 1 :]
        return [
            tick
            for tick in later
            if tick.organization_id == subscriber.organization_id and tick.topics & subscriber.topics
        ]
