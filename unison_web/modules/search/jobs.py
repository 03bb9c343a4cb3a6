"""What the search does by itself."""

from __future__ import annotations

from unison_web.kit.actor import Actor, everything
from unison_web.kit.db.transaction import JOB_LIMITS
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.kit.jobs import Context, engine_of
from unison_web.modules.identity.service import gate
from unison_web.modules.search import recents


async def forget_recents(context: Context) -> None:
    """Of what each person opened the newest stay."""
    engine = engine_of(context)
    for organization_id in await gate.organizations(engine):
        async with unit_of_work(engine, Actor(organization_id, may=everything), limits=JOB_LIMITS) as uow:
            await recents.forget(uow)
