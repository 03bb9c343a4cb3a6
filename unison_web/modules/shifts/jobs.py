"""Shifts are made ahead of time, for every plant of every company."""

from __future__ import annotations

from unison_web.kit.actor import Actor, everything
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.kit.jobs import Context, engine_of
from unison_web.modules.identity.service import gate
from unison_web.modules.organizations.repository import PlantRepository
from unison_web.modules.shifts.service.instances import make_ahead


async def make_shifts(context: Context) -> None:
    """Each company in a transaction of its own."""
    engine = engine_of(context)
    for organization_id in await gate.organizations(engine):
        async with unit_of_work(engine, Actor(organization_id, name="Unison", may=everything)) as uow:
            for plant in await PlantRepository(uow).active():
                await make_ahead(uow, plant.id)
