"""The collector: hears every enabled connection of every company, in one process, each on its own.

Only one collector listens at a time: it holds a lock in the database, and a second one waits until the first is gone.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from uuid import UUID

import asyncpg
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from unison_web.kit import logs
from unison_web.kit.db.engine import connect
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.kit.nearby import Nearby
from unison_web.kit.vault import Vault
from unison_web.modules import manifests
from unison_web.modules.identity.service import gate
from unison_web.modules.signals.models import Connection
from unison_web.modules.signals.repository import ConnectionRepository
from unison_web.modules.signals.service.collecting import Keeper, listener_of
from unison_web.settings import Settings, get_settings

log = logging.getLogger("unison.collect")
LOOK_EVERY = 3.0
#: "unison collect", as a number for pg_advisory_lock.
LOCK = 0x756E69636F6C


def main() -> None:
    """Run until a signal says stop."""
    settings = get_settings()
    logs.configure(settings.log_level)
    with contextlib.suppress(asyncio.CancelledError, KeyboardInterrupt):
        asyncio.run(run(settings))


async def run(settings: Settings) -> None:
    """Listens while it holds the lock; where the database goes away, waits for it."""
    manifests()  # settings and kinds of records are known from here on, as in web and worker
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, asyncio.current_task().cancel)  # type: ignore[union-attr]
    engine = connect(settings.database_url, pool_size=4, overflow=4)
    try:
        while True:
            with contextlib.suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
                await _while_locked(settings, engine)
            await asyncio.sleep(LOOK_EVERY)
    finally:
        await engine.dispose()


async def _while_locked(settings: Settings, engine: AsyncEngine) -> None:
    url = settings.database_url.replace("+asyncpg", "").replace("?pgbouncer=true", "")
    lock = await asyncpg.connect(url)
    collector = Collector(engine, Nearby.of(settings), Vault(settings.secret_key, settings.secret_keys_before))
    try:
        await lock.execute(f"SELECT pg_advisory_lock({LOCK})")
        log.info("collector started")
        while not lock.is_closed():
            await lock.fetchval("SELECT 1")
            with contextlib.suppress(SQLAlchemyError):
                await collector.look()
            await asyncio.sleep(LOOK_EVERY)
    finally:
        await collector.stop()
        await lock.close(timeout=2)


class Collector:
    """A task for each connection that is switched on, made anew when somebody changed it."""

    def __init__(self, engine: AsyncEngine, nearby: Nearby, vault: Vault) -> None:
        self.engine, self.nearby, self.vault = engine, nearby, vault
        self._kept: dict[UUID, tuple[int, asyncio.Task[None]]] = {}

    async def look(self) -> None:
        wanted = {connection.id: connection for connection in await self._wanted()}
        for key, (version, task) in list(self._kept.items()):
            if key not in wanted or wanted[key].version != version or task.done():
                await self._end(key)
        for key, connection in wanted.items():
            if key not in self._kept:
                keeper = Keeper(self.engine, self.nearby, self.vault, connection)
                self._kept[key] = connection.version, asyncio.create_task(keeper.keep(), name=connection.name)

    async def _wanted(self) -> list[Connection]:
        found: list[Connection] = []
        for organization in await gate.organizations(self.engine):
            async with unit_of_work(self.engine, listener_of(organization)) as uow:
                found += [each for each in await ConnectionRepository(uow).enabled() if each.kind != "http"]
        return found

    async def _end(self, key: UUID) -> None:
        _version, task = self._kept.pop(key)
        task.cancel()
        done = (await asyncio.gather(task, return_exceptions=True))[0]
        if isinstance(done, Exception):
            log.error("a connection was given up and begins anew", exc_info=done)

    async def stop(self) -> None:
        for key in list(self._kept):
            await self._end(key)
