"""What nobody asks for: silence is noticed, partitions are made ahead and retired, old messages are forgotten."""

from __future__ import annotations

import logging

from unison_web.kit.actor import Actor, everything
from unison_web.kit.db.transaction import JOB_LIMITS, open_connection
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.kit.jobs import Context, engine_of
from unison_web.modules.identity.service import gate
from unison_web.modules.signals import repository
from unison_web.modules.signals.service import silence

log = logging.getLogger("unison.signals")
#: Months that are always there before they begin.
AHEAD = 3


async def notice_silence(context: Context) -> None:
    """Each company in a transaction of its own."""
    engine = engine_of(context)
    for organization_id in await gate.organizations(engine):
        async with unit_of_work(engine, Actor(organization_id, name="Unison", may=everything)) as uow:
            await silence.watch(uow)


async def keep_months(context: Context) -> None:
    """Partitions of the months to come are there before anybody needs them; those past the retention go at once."""
    engine, keep = engine_of(context), context["settings"].telemetry_months
    async with open_connection(engine) as connection:
        made = await connection.scalar(repository.MAKE_MONTHS, {"ahead": AHEAD})
        gone = await connection.scalar(repository.RETIRE_MONTHS, {"keep": keep})
    if made or gone:
        log.info("months of telemetry: %s made, gone: %s", made, ", ".join(gone or ()) or "none")


async def forget_messages(context: Context) -> None:
    """A message older than the ledger believes anything cannot come again."""
    engine = engine_of(context)
    for organization_id in await gate.organizations(engine):
        actor = Actor(organization_id, name="Unison", may=everything)
        async with unit_of_work(engine, actor, limits=JOB_LIMITS) as uow:
            await repository.BatchRepository(uow).forget(uow.now() - repository.REMEMBERED)
