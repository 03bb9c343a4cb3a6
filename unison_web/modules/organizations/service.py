"""Founding companies and plants."""

from __future__ import annotations

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.organizations import rules
from unison_web.modules.organizations.models import Organization, Plant


async def found(uow: UnitOfWork, slug: str, name: str, *, currency: str = "USD", locale: str = "en", kind: str = "company") -> Organization:
    """Create the organization whose id the transaction was opened for: a company can only create itself."""
    organization = Organization(id=uow.organization_id, slug=slug, name=name, currency=currency, locale=locale, kind=kind)
    uow.session.add(organization)
    await uow.session.flush()
    return organization


async def add_plant(uow: UnitOfWork, code: str, name: str, zone: str, *, currency: str, locale: str = "en") -> Plant:
    rules.zone_exists(zone).or_refuse()
    plant = Plant(code=code, name=name, zone=zone, currency=currency, locale=locale)
    uow.session.add(plant)
    await uow.session.flush()
    return plant
