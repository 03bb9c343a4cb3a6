"""When nothing is heard any more, nobody knows what the machines do. That is not the same as idle, and it is said."""

from __future__ import annotations

from datetime import datetime, timedelta

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import _
from unison_web.modules.machines.models import Machine
from unison_web.modules.signals import rules
from unison_web.modules.signals.models import Connection
from unison_web.modules.signals.repository import ConnectionRepository, LinkRepository, TagRepository
from unison_web.modules.time_ledger.schemas import SignalIn, SignalsIn
from unison_web.modules.time_ledger.service import signals as ledger

AFTER = timedelta(milliseconds=1)


async def watch(uow: UnitOfWork) -> int:
    """How many machines have no data from now on. What comes late takes it back."""
    found = 0
    for connection in await ConnectionRepository(uow).enabled():
        link = await LinkRepository(uow).of(connection.id, lock=True)
        if link.heard_at and rules.silent(link.heard_at, connection.silence_seconds, uow.now()):
            found += await _no_data(uow, connection, link.heard_at)
            if link.state == "connected":
                link.state, link.since, link.error = "broken", link.heard_at, str(_("Nothing was heard any more"))
                link.error_at = uow.now()
    return found


async def _no_data(uow: UnitOfWork, connection: Connection, heard_at: datetime) -> int:
    """From when it was heard last. Who touches a machine knows better than a wire that is cut."""
    tags, told = TagRepository(uow), 0
    for machine in await tags.saying_state(connection.id):
        if await tags.last_source(machine.id) == "signal":
            await _unknown(uow, machine, connection, heard_at)
            told += 1
    return told


async def _unknown(uow: UnitOfWork, machine: Machine, connection: Connection, heard_at: datetime) -> None:
    key = f"silence:{connection.id.hex}@{int(heard_at.timestamp() * 1_000_000)}"
    signal = SignalIn(state="unknown", at=heard_at + AFTER, message=key)
    await ledger.take(uow, machine, SignalsIn(signals=[signal]))
