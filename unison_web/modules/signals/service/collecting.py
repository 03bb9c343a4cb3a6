"""One connection, heard for as long as it is switched on: batches into the pipeline, and again after every break.

Nothing that goes wrong here reaches another connection. What was heard and could not be written is written as soon as
the database takes it; meanwhile the other side waits, and what it buffers comes late, which the pipeline is made for.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from unison_web.engine.signal import Reading, cleaned
from unison_web.kit import clock
from unison_web.kit.actor import Actor, everything
from unison_web.kit.db.unit_of_work import UnitOfWork, unit_of_work
from unison_web.kit.errors import UnisonError
from unison_web.kit.i18n import _
from unison_web.kit.nearby import Nearby, Unreachable
from unison_web.kit.vault import Vault
from unison_web.modules.signals.models import Connection
from unison_web.modules.signals.repository import ConnectionRepository, LinkRepository
from unison_web.modules.signals.service import pipeline, roads

log = logging.getLogger("unison.collect")
PAUSES = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0)
CALM = timedelta(minutes=2)
#: So often a batch is tried while the database answers.
ENOUGH = 5
#: Readings of one transaction, how long they are gathered, and how many may wait.
BATCH, GATHER, WAITING = 2000, 0.3, 20_000
#: A link that is well says so no more often.
HEARD_EVERY = timedelta(seconds=10)


def listener_of(organization: UUID) -> Actor:
    """For whom the collector writes."""
    return Actor(organization, name="Unison", may=everything)


class Keeper:
    """Keeps one connection. Its client puts what it hears here (it is the client's ``Sink``)."""

    def __init__(self, engine: AsyncEngine, nearby: Nearby, vault: Vault, connection: Connection) -> None:
        self.engine, self.nearby, self.vault, self.connection = engine, nearby, vault, connection
        self._waiting: asyncio.Queue[Reading] = asyncio.Queue(WAITING)
        self._told: datetime | None = None

    async def keep(self, pauses: tuple[float, ...] = PAUSES) -> None:
        """Until it is cancelled."""
        async with asyncio.TaskGroup() as both:
            both.create_task(self._pour())
            both.create_task(self._listen(pauses))

    async def _listen(self, pauses: tuple[float, ...]) -> None:
        failures = 0
        while True:
            began, self._told = clock.now(), None
            why = await self._once()
            failures = 0 if clock.now() - began > CALM else failures + 1
            pause = pauses[min(failures, len(pauses)) - 1] if failures else pauses[0]
            log.info("%s: %s; again in %g s", self.connection.name, why, pause)
            await self._broke(why)
            await asyncio.sleep(pause * random.uniform(0.8, 1.2))  # noqa: S311  so that not all come back at once

    async def _once(self) -> str:
        """Listen until it breaks; why, in words."""
        try:
            target = await roads.target(self.nearby, self.vault, self.connection)
            await roads.listener(self.connection.kind)(target, self)
        except Unreachable as error:
            return str(error)
        except Exception:  # whatever a machine makes a client do, the next one is not to suffer
            log.exception("%s: the client failed", self.connection.name)
            return str(_("Something failed in Unison. Its log says what"))
        return str(_("The other side ended the connection"))

    async def put(self, readings: list[Reading]) -> None:
        for reading in readings:
            await self._waiting.put(cleaned(reading))

    async def connected(self) -> None:
        """Known to be there, even where it says nothing: that is not the silence of a cut wire."""
        now = clock.now()
        if self._told is None or now - self._told > HEARD_EVERY:
            self._told = now
            with contextlib.suppress(SQLAlchemyError, OSError):
                async with self._linked() as uow:
                    link = await LinkRepository(uow).of(self.connection.id, lock=True)
                    link.heard_at = uow.now()
                    if link.state != "connected":
                        link.state, link.since, link.error = "connected", uow.now(), ""

    async def _broke(self, why: str) -> bool:
        """Whether the database could be told."""
        try:
            async with self._linked() as uow:
                link = await LinkRepository(uow).of(self.connection.id, lock=True)
                if link.state != "broken":
                    link.state, link.since = "broken", uow.now()
                link.error, link.error_at = why[:300], uow.now()
        except (SQLAlchemyError, OSError):
            return False
        return True

    @contextlib.asynccontextmanager
    async def _linked(self) -> AsyncIterator[UnitOfWork]:
        async with unit_of_work(self.engine, listener_of(self.connection.organization_id)) as uow:
            yield uow

    async def _pour(self) -> None:
        while True:
            batch = [await self._waiting.get()]
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(GATHER):
                    while len(batch) < BATCH:
                        batch.append(await self._waiting.get())
            await self._written(batch)

    async def _written(self, batch: list[Reading]) -> None:
        """Again and again while the database is away. A batch that a database which answers does not take is told and
        left: one bad message must not stop those behind it."""
        at = clock.now()
        stamped = [reading if reading.at else reading._replace(at=at) for reading in batch]
        for tries, pause in enumerate((*PAUSES, *[PAUSES[-1]] * 1440), 1):
            try:
                async with self._linked() as uow:
                    connection = await ConnectionRepository(uow).by_id(self.connection.id)
                    await pipeline.take(uow, connection, stamped)
                return
            except UnisonError as error:
                log.warning("%s: %d readings refused: %s", self.connection.name, len(batch), error)
                await self._broke(str(error))
                return
            except (SQLAlchemyError, OSError) as error:
                log.warning("%s: not written yet: %s", self.connection.name, type(error).__name__)
                if tries >= ENOUGH and await self._broke(_("A message could not be stored. The log says why")):
                    log.error("%s: %d readings given up", self.connection.name, len(batch), exc_info=error)
                    return
                await asyncio.sleep(pause)
