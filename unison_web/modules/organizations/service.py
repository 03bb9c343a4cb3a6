"""Founding companies and places."""

from __future__ import annotations

from sqlalchemy import update

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.modules.organizations import rules
from unison_web.modules.organizations.models import Department, Organization, Plant
from unison_web.modules.organizations.repository import DepartmentRepository, PlantRepository


async def found(
    uow: UnitOfWork, slug: str, name: str, *, currency: str = "USD", locale: str = "en", kind: str = "company"
) -> Organization:
    """Create the organization whose id the transaction was opened for: a company can only create itself."""
    organization = Organization(
        id=uow.organization_id, slug=slug, name=name, currency=currency, locale=locale, kind=kind
    )
    uow.session.add(organization)
    await uow.session.flush()
    return organization


async def add_plant(uow: UnitOfWork, code: str, name: str, zone: str, *, currency: str, locale: str = "en") -> Plant:
    rules.zone_exists(zone).or_refuse()
    if await PlantRepository(uow).by_code(code):
        raise Refused.at("code", _("There is already a plant with this code"))
    plant = Plant(code=code, name=name, zone=zone, currency=currency, locale=locale)
    uow.session.add(plant)
    await uow.session.flush()
    return plant


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
