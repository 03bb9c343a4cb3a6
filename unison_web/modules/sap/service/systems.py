"""The SAP of a company: setting it up, testing it, and how it does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from unison_web.kit.actor import Actor, everything
from unison_web.kit.db.unit_of_work import UnitOfWork, unit_of_work
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.kit.outside import Outside, Unreachable
from unison_web.kit.vault import Unreadable, Vault
from unison_web.modules.materials.service.meant import unit_meant
from unison_web.modules.sap import rules
from unison_web.modules.sap.models import SapLink, SapSystem
from unison_web.modules.sap.repository import LinkRepository, SystemRepository
from unison_web.modules.sap.rules import System
from unison_web.modules.sap.schemas import MappingIn, SystemIn
from unison_web.modules.sap.service.client import Client, Down, Said


def outside_of(settings: Any) -> Outside:
    return Outside(loopback=not settings.is_production, inside=settings.inside_networks)


async def the_system(uow: UnitOfWork) -> SapSystem:
    found = await SystemRepository(uow).the_one()
    if found is None:
        raise Refused(_("Set up the connection to SAP first"), code="not-set-up")
    return found


def opened(vault: Vault, row: SapSystem) -> System:
    """With its password. Raises Refused where the installation's key was lost."""
    try:
        password = vault.open(row.secret_sealed, _about(row)) if row.secret_sealed else ""
    except Unreadable as error:
        raise Refused(_("The password cannot be read any more. An administrator has to enter it again")) from error
    return System(row.address, row.user_name, password, row.client, row.language)


def _about(row: SapSystem) -> str:
    return f"SAP password of {row.organization_id}"


async def save(uow: UnitOfWork, vault: Vault, outside: Outside, data: SystemIn) -> SapSystem:
    """An empty password leaves the one that is there, as long as the address stays: it goes to nobody else."""
    address = data.address.strip().rstrip("/")
    try:
        outside.well_formed(address)
    except Unreachable as error:
        raise Refused(address=str(error)) from error
    rules.good_units(data.units).or_refuse()
    for ours in set(rules.units_said(data.units).values()) - set(rules.UNITS.values()):
        await unit_meant(uow, ours, "units")
    row = await SystemRepository(uow).the_one()
    if row is None:
        row = await _first(uow, address, data.user_name.strip())
    elif row.address != address and row.secret_sealed and not data.secret:
        raise Refused(secret=_("Enter the password again: it was given for another address"))
    row.address, row.client, row.user_name = address, data.client.strip(), data.user_name.strip()
    row.language, row.plant, row.units = data.language, data.plant.strip(), data.units.strip()
    row.every_minutes, row.enabled, row.sends = data.every_minutes, data.enabled, data.sends
    if data.secret:
        row.secret_sealed = vault.seal(data.secret, _about(row))
    await uow.session.flush()
    return row


async def _first(uow: UnitOfWork, address: str, user: str) -> SapSystem:
    row = SapSystem(address=address, user_name=user, fields=None)
    uow.session.add(row)
    await uow.session.flush()
    uow.session.add(SapLink(system_id=row.id, failures=0, error=""))
    return row


async def map_fields(uow: UnitOfWork, data: MappingIn) -> SapSystem:
    row = await the_system(uow)
    row.fields = {
        name: {"source": getattr(data, f"{name}_source", sources[0]), "wins": getattr(data, name)}
        for name, sources in rules.SOURCES.items()
    }
    await uow.session.flush()
    return row


async def ask(outside: Outside, system: System) -> tuple[bool, str]:
    """Whether it answers as it should, in words: signed in, and a first material read. Nothing is kept."""
    try:
        async with Client(outside, system) as sap:
            async for page in sap.pages("API_PRODUCT_SRV", "A_Product", top="1", inlinecount="allpages"):
                count = page.count if page.count is not None else len(page.rows)
                return True, _("SAP answers, and shows {n} materials").format(n=f"{count:,}")
    except Down as error:
        return False, str(error)
    except Said as said:
        return False, refused_words(said)
    return False, _("SAP answers nothing")


def refused_words(said: Said) -> str:
    if said.status == 401:
        return _("SAP does not accept the user name and password")
    return _("SAP says: {words}").format(words=said)


@asynccontextmanager
async def watched(engine: AsyncEngine, actor: Actor) -> AsyncIterator[None]:
    """A conversation with SAP: how it went is written down, and after some failures in a row there is none. Raises
    Refused before it begins, where SAP is left alone."""
    own = Actor(actor.organization_id, name="Unison", may=everything)
    async with unit_of_work(engine, own) as uow:
        link = await LinkRepository(uow).the_one()
        if link is not None:
            rules.may_ask(link.open_until, uow.now()).or_refuse()
    try:
        yield
    except Down as error:
        await _note(engine, own, str(error))
        raise
    except Said as said:
        await _note(engine, own, refused_words(said) if said.status == 401 or said.status >= 500 else "")
        raise
    else:
        await _note(engine, own, "")


async def _note(engine: AsyncEngine, actor: Actor, trouble: str) -> None:
    async with unit_of_work(engine, actor) as uow:
        link = await LinkRepository(uow).the_one(lock=True)
        if link is None:
            return
        if not trouble:
            link.failures, link.open_until, link.worked_at = 0, None, uow.now()
            return
        link.failures, link.open_until = rules.after_failure(link.failures, uow.now())
        link.error, link.error_at = trouble[:500], uow.now()
