"""A company that was founded a moment ago."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncEngine

from unison_web.demo.companies import system
from unison_web.kit.db.ids import new_id
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.modules.identity.service import people, secrets
from unison_web.modules.organizations import service


async def blank(engine: AsyncEngine, password: str) -> tuple[UUID, str]:
    """The company, and the e-mail of its administrator. It has a plant and nothing else."""
    organization, mark = new_id(), str(new_id())[-6:]
    hashed = await secrets.hash_password(password)
    async with unit_of_work(engine, system(organization)) as uow:
        await service.found(uow, f"blank-{mark}", "Blank Tables", currency="EUR", locale="en_US")
        await service.add_plant(uow, "ONE", "Plant One", "Europe/Vienna", currency="EUR", locale="en_US")
        await people.seed_roles(uow)
        email = f"first@blank-{mark}.example"
        await people.add_person(uow, email=email, name="Frieda First", role="administrator", password_hash=hashed)
    return organization, email
