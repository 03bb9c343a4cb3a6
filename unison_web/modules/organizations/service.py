"""Founding companies and places."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import insert, update

from unison_web.kit.db import audit
from unison_web.kit.db.ledger import AuditEntry
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import NotFound, Outdated, Refused
from unison_web.kit.i18n import _
from unison_web.modules.organizations import rules
from unison_web.modules.organizations.models import Department, Organization, Plant
from unison_web.modules.organizations.repository import DepartmentRepository, PlantRepository
from unison_web.modules.organizations.schemas import OrganizationIn, PlantChangeIn


async def found(
    uow: UnitOfWork, slug: str, name: str, *, currency: str = "USD", locale: str = "en", kind: str = "company"
) -> Organization:
    """Create the organization whose id the transaction was opened for: a company can only create itself."""
    organization = Organization(
        id=uow.organization_id, slug=slug, name=name, currency=currency, locale=locale, kind=kind
    )
    uow.session.add(organization)
    await uow.session.flush()
    told = {"slug": slug, "name": name, "currency": currency, "locale": locale}
    await _into_the_trail(uow, "create", organization, None, told)
    return organization


async def add_plant(uow: UnitOfWork, code: str, name: str, zone: str, *, currency: str, locale: str = "en") -> Plant:
    rules.zone_exists(zone).or_refuse()
    if await PlantRepository(uow).by_code(code):
        raise Refused.at("code", _("There is already a plant with this code"))
    plant = Plant(code=code, name=name, zone=zone, currency=currency, locale=locale)
    uow.session.add(plant)
    await uow.session.flush()
    return plant


async def company(uow: UnitOfWork) -> Organization:
    found = await uow.session.get(Organization, uow.organization_id)
    if found is None:
        raise NotFound
    return found


async def change_company(uow: UnitOfWork, data: OrganizationIn) -> Organization:
    """What the company is called and how it writes."""
    rules.locale_exists(data.locale).or_refuse()
    row = await company(uow)
    check_version(row.version, data.version)
    said = {"name": data.name.strip(), "locale": data.locale.replace("-", "_")}
    before = {name: getattr(row, name) for name, value in said.items() if getattr(row, name) != value}
    if not before:
        return row
    row.name, row.locale = said["name"], said["locale"]
    await uow.session.flush()
    after = {name: said[name] for name in before}
    await _into_the_trail(uow, "update", row, before, after)
    return row


async def _into_the_trail(uow: UnitOfWork, action: str, row: Organization, before: Any, after: Any) -> None:
    """A company is no row of a company, so that nothing else writes its trail."""
    entry = audit.compose(uow.session.info, action, "organizations", row.id, row.name, before, after)
    await uow.session.execute(insert(AuditEntry), [entry])


async def change_plant(uow: UnitOfWork, plant: Plant, data: PlantChangeIn) -> Plant:
    check_version(plant.version, data.version)
    fits = (rules.zone_exists(data.zone), rules.currency_exists(data.currency), rules.locale_exists(data.locale))
    if wrong := {fit.field: fit.reasons[0] for fit in fits if not fit}:
        raise Refused(**wrong)
    plant.name, plant.zone, plant.currency = data.name.strip(), data.zone, data.currency
    plant.locale = data.locale.replace("-", "_")
    await places_changed(uow)
    await uow.session.flush()
    return plant


async def archive_plant(uow: UnitOfWork, plant: Plant, *, archived: bool) -> Plant:
    """Nobody's place any more, or again a place. Nothing may be under way there."""
    if archived:
        plants = PlantRepository(uow)
        rules.works_there(uow.actor.plant_id, uow.actor.plant_name, plant.id).or_refuse()
        rules.may_archive(await plants.in_use(plant.id), await plants.others(plant.id)).or_refuse()
    plant.state = "archived" if archived else "active"
    await places_changed(uow)
    await uow.session.flush()
    return plant


async def use_of(uow: UnitOfWork, plant_id: UUID) -> rules.InUse | None:
    """What keeps a plant in use; unknown to those who work in another one."""
    if not rules.works_there(uow.actor.plant_id, uow.actor.plant_name, plant_id):
        return None
    return await PlantRepository(uow).in_use(plant_id)


def check_version(now: int, read: int | None) -> None:
    if read is not None and read != now:
        raise Outdated(_("Somebody changed this in the meantime. Look again, then repeat your change"))


async def add_department(uow: UnitOfWork, code: str, name: str) -> tuple[Department, Plant]:
    """In the plant the actor works in."""
    if uow.actor.plant_id is None:
        raise Refused(_("Choose a plant first, at the top of the page"))
    plant = await PlantRepository(uow).by_id(uow.actor.plant_id)
    if await DepartmentRepository(uow).by_code(plant.id, code):
        raise Refused.at("code", _("There is already a department with this code"))
    department = Department(plant_id=plant.id, code=code, name=name)
    uow.session.add(department)
    await uow.session.flush()
    return department, plant


async def places_changed(uow: UnitOfWork) -> None:
    """Rights name plants, so the policies have to be built again."""
    statement = update(Organization).where(Organization.id == uow.organization_id)
    raised = statement.values(policy_version=Organization.policy_version + 1)
    await uow.session.execute(raised.execution_options(synchronize_session=False))
