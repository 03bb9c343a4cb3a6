"""Founds the demo's companies, plants, roles and people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncEngine

from unison_web.demo.people import ADVENTURE_WORKS, KESTREL, DemoPerson
from unison_web.kit.actor import Actor, everything
from unison_web.kit.db.ids import new_id
from unison_web.kit.db.transaction import JOB_LIMITS
from unison_web.kit.db.unit_of_work import UnitOfWork, unit_of_work
from unison_web.modules.identity.models import Role, RoleGrant
from unison_web.modules.identity.rules import Visits
from unison_web.modules.identity.service import people, secrets
from unison_web.modules.organizations import rules, service


@dataclass(frozen=True, slots=True)
class Company:
    slug: str
    name: str
    domain: str
    currency: str
    locale: str
    plants: tuple[tuple[str, str, str, str], ...]
    people: tuple[DemoPerson, ...]


COMPANIES = (
    Company(
        "adventure-works", "Adventure Works Cycles", "adventure-works.example", "USD", "en_US",
        (("BOT", "Bothell", "America/Los_Angeles", "USD"),), ADVENTURE_WORKS,
    ),
    Company(
        "kestrel", "Kestrel Gearworks", "kestrel.example", "EUR", "en_GB",
        (("GRZ", "Graz", "Europe/Vienna", "EUR"), ("MTY", "Monterrey", "America/Monterrey", "MXN")), KESTREL,
    ),
)  # fmt: skip


def system(organization: UUID, name: str = "System") -> Actor:
    """The seeder and the simulator act as the system, inside one company."""
    return Actor(organization, name=name, may=everything)


async def found_all(engine: AsyncEngine, password: str, companies: Iterable[Company] = COMPANIES) -> dict[str, UUID]:
    """Every company in a transaction of its own. Returns slug → organization id."""
    hashed = await secrets.hash_password(password)
    founded: dict[str, UUID] = {}
    for company in companies:
        founded[company.slug] = new_id()
        async with unit_of_work(engine, system(founded[company.slug]), limits=JOB_LIMITS) as uow:
            await _found(uow, company, hashed)
    founded["platform"] = new_id()
    async with unit_of_work(engine, system(founded["platform"])) as uow:
        await _platform(uow, hashed)
    return founded


async def _found(uow: UnitOfWork, company: Company, hashed: str) -> None:
    await service.found(uow, company.slug, company.name, currency=company.currency, locale=company.locale)
    for code, name, zone, currency in company.plants:
        await service.add_plant(uow, code, name, zone, currency=currency, locale=company.locale)
    await people.seed_roles(uow)
    for person in company.people:
        await people.add_person(
            uow, email=f"{person.account}@{company.domain}", name=person.name, role=person.role, password_hash=hashed,
            username=f"{person.account}.{company.slug}", badge=person.badge or None,
        )  # fmt: skip


async def _platform(uow: UnitOfWork, hashed: str) -> None:
    """Where superusers live: no plants, no production, one right, to enter a company with a reason."""
    await service.found(uow, "platform", "Unison platform", kind=rules.PLATFORM)
    role = Role(code="superuser", name="Superuser")
    uow.session.add(role)
    await uow.session.flush()
    uow.session.add(RoleGrant(role_id=role.id, permission=str(Visits.ENTER)))
    await uow.session.flush()
    await people.add_person(
        uow,
        email="root@unison.example",
        name="Robin Root",
        role="superuser",
        password_hash=hashed,
        username="root",
        superuser=True,
    )
