"""Fills an empty database with the two demo companies, once, and leaves people's names for `unison-web up`."""

from __future__ import annotations

import asyncio
import json
import os
import random
import secrets
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from unison_web.demo import (
    assembly,
    between,
    calls,
    checks,
    files,
    inventory,
    kestrel,
    keys,
    labels,
    mail,
    month,
    orders,
    own,
    shifts,
    shipping,
    signals,
    stock,
    trade,
)
from unison_web.demo.adventureworks.engineering import cut_offs, engineering
from unison_web.demo.adventureworks.factory import load
from unison_web.demo.adventureworks.load import master_data
from unison_web.demo.companies import COMPANIES, found_all, system
from unison_web.demo.demand import demand
from unison_web.demo.story import Line, crew, tell
from unison_web.kit import clock, jobs
from unison_web.kit.actor import Actor, everything
from unison_web.kit.db.engine import connect
from unison_web.kit.db.ledger import NumberSeries
from unison_web.kit.db.transaction import JOB_LIMITS
from unison_web.kit.db.unit_of_work import UnitOfWork, unit_of_work
from unison_web.kit.db.writes import bulk_insert
from unison_web.modules.identity.models import Badge, User
from unison_web.modules.identity.service import gate
from unison_web.modules.identity.service import secrets as hashes
from unison_web.modules.imports.service.run import run
from unison_web.modules.machines.events import Occasion
from unison_web.modules.machines.repository import MachineRepository
from unison_web.modules.machines.service import set_state
from unison_web.modules.organizations.models import Plant
from unison_web.modules.production.models import Reason
from unison_web.settings import Settings, get_settings

GEAR_SCRAP = (
    ("burr", "Burr", "slice"),
    ("size", "Out of tolerance", "ruler-measure"),
    ("crack", "Hardening crack", "cut"),
    ("handling", "Handling damage", "hand-grab"),
)
PIN = "246810"
AT_ADVENTURE_WORKS = ("FORM-1", "WELD-1", "DEBUR-1", "PAINT-1", "SUB-1", "FINAL-1")
AT_KESTREL = ("TURN-1", "HOB-1", "GRIND-1", "ASM-1")


@dataclass(frozen=True, slots=True)
class Seeded:
    password: str
    organizations: dict[str, UUID]


def seed() -> None:
    """Nothing if any company is there already."""
    asyncio.run(seed_once(get_settings()))


async def seed_once(settings: Settings) -> Seeded | None:
    engine = connect(settings.database_url)
    try:
        await jobs.prepare(settings.database_url)
        if await gate.organizations(engine):
            return None
        password = settings.demo_password or secrets.token_urlsafe(12)
        founded = await found_all(engine, password)
        await adventure_works(engine, founded["adventure-works"], settings.public_url)
        await gearworks(engine, founded["kestrel"])
        tablets = [
            *await tablets_of(engine, founded["adventure-works"], "Adventure Works Cycles", AT_ADVENTURE_WORKS),
            *await tablets_of(engine, founded["kestrel"], "Kestrel Gearworks", AT_KESTREL),
        ]
        write_down(settings.data_dir, password, tablets)
        return Seeded(password, founded)
    finally:
        await engine.dispose()


async def adventure_works(engine: AsyncEngine, organization: UUID, site: str) -> None:
    """Master data, stock, reasons and orders of the bicycle factory."""
    factory, dice = load(), random.Random(749)
    plants = await plants_of(engine, organization)
    async with unit_of_work(engine, at(organization, plants[0]), reason="demo data", limits=JOB_LIMITS) as uow:
        await master_data(uow, factory)
        await checks.of_specifications(uow)
        await trade.trade(uow, factory)
        await inventory.stock_and_reasons(uow, plants[0], factory)
        await badges_with_pin(uow)
        await cut_offs(uow)
    await tell_all(engine, organization, plants[0], orders.adventure_works(dice), dice, first=10377)
    async with unit_of_work(engine, at(organization, plants[0]), reason="demo data") as uow:
        await stock.deliveries(uow, plants[0])
        await standing(uow, plants[0])
        await engineering(uow)
        await demand(uow, factory)
        await own.habits(uow)
        await keys.programs(uow)
        await shifts.bicycles(uow, plants[0], factory)
        await labels.drawn(uow)
        await labels.printers(uow, plants[0])
        await assembly.pieces(uow, plants[0])
        await assembly.lines(uow, plants[0])
    await month.worked(engine, at(organization, plants[0]), plants[0], first=10377)
    async with unit_of_work(engine, at(organization, plants[0]), reason="demo data", limits=JOB_LIMITS) as uow:
        await signals.heard(uow, plants[0])
    await files.brought(engine, at(organization, plants[0]), "planner@adventure-works.example")
    lena = await somebody(engine, at(organization, plants[0]), "logistics@adventure-works.example")
    async with unit_of_work(engine, lena, reason="demo data", limits=JOB_LIMITS) as uow:
        await shipping.docks(uow, plants[0])
        await between.consigned(uow, plants[0])
        await between.bent_outside(uow, plants[0])
    bothell = at(organization, plants[0])
    await mail.invited(engine, await somebody(engine, bothell, "admin@adventure-works.example"), site)
    await calls.called(engine, lambda role: somebody(engine, bothell, f"{role}@adventure-works.example"))


async def gearworks(engine: AsyncEngine, organization: UUID) -> None:
    dice = random.Random(204)
    plants = await plants_of(engine, organization)
    for plant in plants:
        async with unit_of_work(engine, at(organization, plant), reason="demo data", limits=JOB_LIMITS) as uow:
            for kind in kestrel.KINDS if plant.code == "GRZ" else ("work-centers", "machines", "routings", "steps"):
                await run(uow, kind, kestrel.rows(kind))
            await checks.of_gears(uow)
            await inventory.gear_stock(uow, plant)
            await shifts.gears(uow, plant)
            await labels.printers(uow, plant)
            if plant.code == "GRZ":
                await labels.drawn(uow)
                await bulk_insert(
                    uow,
                    Reason,
                    [
                        *inventory.stop_rows(),
                        *[{"kind": "scrap", "code": c, "name": n, "icon": i} for c, n, i in GEAR_SCRAP],
                    ],
                )
    await tell_all(engine, organization, plants[0], orders.kestrel(dice), dice, first=20001)
    await month.worked(engine, at(organization, plants[0]), plants[0], first=20001)
    async with unit_of_work(engine, at(organization, plants[0]), reason="demo data", limits=JOB_LIMITS) as uow:
        await signals.heard(uow, plants[0])
        await between.plants(uow, plants[0], plants[1])


async def tell_all(
    engine: AsyncEngine, organization: UUID, plant: Plant, lines: list[Line], dice: random.Random, *, first: int
) -> None:
    """Each order in a transaction of its own, so that a broken one is known by name."""
    async with unit_of_work(engine, at(organization, plant)) as uow:
        uow.session.add(NumberSeries(kind="work_order", pattern="WO-{n}", next_value=first))
        codes = tuple(
            await uow.session.scalars(
                select(Reason.code).where(Reason.organization_id == organization, Reason.kind == "scrap")
            )
        )
        people = await crew(uow, plant, codes)
    now = clock.now()
    for line in lines:
        async with unit_of_work(engine, at(organization, plant), limits=JOB_LIMITS) as uow:
            await tell(uow, line, people, dice, now)


def at(organization: UUID, plant: Plant) -> Actor:
    return Actor(
        organization, name="System", plant_id=plant.id, plant_name=plant.name, plant_code=plant.code, zone=plant.zone,
        currency=plant.currency, may=everything,
    )  # fmt: skip


async def somebody(engine: AsyncEngine, actor: Actor, email: str) -> Actor:
    """The same place, as a person who works there."""
    async with unit_of_work(engine, actor) as uow:
        user = await uow.session.scalar(
            select(User).where(User.organization_id == actor.organization_id, User.email == email)
        )
        return replace(actor, user_id=user.id, name=user.name) if user else actor


async def plants_of(engine: AsyncEngine, organization: UUID) -> list[Plant]:
    async with unit_of_work(engine, system(organization)) as uow:
        return list(
            await uow.session.scalars(
                select(Plant).where(Plant.organization_id == organization).order_by(Plant.created_at)
            )
        )


async def badges_with_pin(uow: UnitOfWork) -> None:
    """The supervisor's badge asks for a PIN: it can do more than report."""
    statement = (
        select(Badge)
        .join(Badge.user)
        .where(Badge.organization_id == uow.organization_id, User.email.like("supervisor@%"))
    )
    for badge in await uow.session.scalars(statement):
        badge.pin_hash = await hashes.hash_password(PIN)


async def standing(uow: UnitOfWork, plant: Plant) -> None:
    """Two machines need somebody, one is being set up: grey is normal, colour means act."""
    machines = {machine.code: machine for machine in await MachineRepository(uow).of_plant(plant.id)}
    for code, minutes, why in (
        ("FORM-2", 14, "No pressure at Forming Tool FT-15"), ("PAINT-2", 24, "Paint - Red: 96 oz short"),
    ):  # fmt: skip
        machines[code].state_since, since = None, uow.now() - clock.minutes(minutes)
        await set_state(uow, machines[code], "unplanned_stop", why, Occasion(at=since))
    await set_state(uow, machines["FORM-3"], "setup", "")


async def tablets_of(
    engine: AsyncEngine, organization: UUID, company: str, codes: tuple[str, ...]
) -> list[dict[str, str]]:
    """Where a demo tablet may stand."""
    plant = (await plants_of(engine, organization))[0]
    async with unit_of_work(engine, at(organization, plant)) as uow:
        machines = {machine.code: machine for machine in await MachineRepository(uow).of_plant(plant.id)}
    return [
        {
            "organization_id": str(organization),
            "company": company,
            "machine_id": str(machines[code].id),
            "machine": code,
            "name": machines[code].name,
        }
        for code in codes
    ]


def write_down(folder: Path, password: str, tablets: list[dict[str, str]]) -> None:
    """For `unison-web up` and the sign-in page. Only the owner of the data folder may read it."""
    people = [
        {
            "name": person.name,
            "email": f"{person.account}@{company.domain}",
            "role": person.role,
            "company": company.name,
            "badge": person.badge,
        }
        for company in COMPANIES
        for person in company.people
        if person.role != "operator" or person.account == "operator"
    ]
    people.append(
        {
            "name": "Robin Root",
            "email": "root@unison.example",
            "role": "superuser",
            "company": "Unison platform",
            "badge": "",
        }
    )
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "demo.json"
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:  # noqa: PTH123
        json.dump({"password": password, "people": people, "pin": PIN, "tablets": tablets}, file, indent=1)
