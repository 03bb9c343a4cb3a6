"""What materials do by themselves: a standard cost that begins today is shown from today on."""

from __future__ import annotations

import logging
from zoneinfo import ZoneInfo

from unison_web.kit.actor import Actor, everything
from unison_web.kit.db.transaction import JOB_LIMITS
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.kit.jobs import Context, engine_of
from unison_web.modules.identity.service import gate
from unison_web.modules.materials.service.costs import follow
from unison_web.modules.organizations.repository import PlantRepository

log = logging.getLogger("unison.materials")


async def follow_costs(context: Context) -> None:
    """Every company by the day of its first plant. The trouble of one is no trouble of the others."""
    engine, troubles = engine_of(context), []
    for organization_id in await gate.organizations(engine):
        try:
            async with unit_of_work(engine, Actor(organization_id, may=everything), limits=JOB_LIMITS) as uow:
                plant = await PlantRepository(uow).first()
                await follow(uow, on=uow.now().astimezone(ZoneInfo(plant.zone if plant else "UTC")).date())
        except Exception as trouble:  # whatever it is, the other companies go on
            log.exception("costs could not be followed", extra={"organization_id": str(organization_id)})
            troubles.append(trouble)
    if troubles:
        raise troubles[0]
