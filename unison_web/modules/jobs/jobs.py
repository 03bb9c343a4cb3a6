"""What nobody asks for: every minute the records are made true."""

from __future__ import annotations

from unison_web.kit.actor import Actor, everything
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.kit.jobs import Context, engine_of
from unison_web.modules.identity.service import gate
from unison_web.modules.jobs import service


async def tidy_jobs(context: Context) -> None:
    engine = engine_of(context)
    for organization_id in await gate.organizations(engine):
        async with unit_of_work(engine, Actor(organization_id, name="Unison", may=everything)) as uow:
            await service.tidy(uow)
