"""The audit trail, checked."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator

import click
from sqlalchemy.ext.asyncio import AsyncEngine

from unison_web.commands.database import database
from unison_web.kit.actor import Actor
from unison_web.kit.db.engine import connect
from unison_web.kit.db.transaction import JOB_LIMITS
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.kit.trouble import Trouble
from unison_web.kit.web import frame
from unison_web.modules.audit import sentences
from unison_web.modules.audit.schemas import VerifiedOut
from unison_web.modules.audit.seal_repository import SealRepository
from unison_web.modules.audit.service.verifying import verify as verified
from unison_web.modules.identity.service import gate
from unison_web.modules.organizations.models import Organization
from unison_web.settings import Settings


@click.group()
def audit() -> None:
    """Check the audit trail."""


@audit.command()
@click.option("--organization", metavar="SLUG", help="Only this company.")
@click.option("--holds", metavar="HASH", help="A hash you kept: one of the seals has to have it.")
def verify(organization: str | None, holds: str | None) -> None:
    """Compute all seals again and compare them with the trail.

    Names the first entry that was changed, removed or added since, and ends with 1; with 0 where
    everything is as it was sealed.
    """
    if holds and not organization:
        raise click.UsageError("--holds needs --organization: a hash belongs to one company")
    with database() as settings:
        intact = asyncio.run(_verify(settings, organization, holds))
    sys.exit(0 if intact else 1)


async def _verify(settings: Settings, slug: str | None, holds: str | None) -> bool:
    frame.current.set(frame.Frame())  # at the terminal every time is UTC
    engine = connect(settings.url("app"))
    intact, companies = True, 0
    try:
        async for name, done, held in _companies(engine, slug, holds):
            companies += 1
            intact = intact and done.intact and held
            _tell(name, done)
            if not held:
                click.echo(f"{name}: no seal has the hash {holds}. The chain is not the one you kept it from.")
    finally:
        await engine.dispose()
    if slug and not companies:
        raise Trouble(f"There is no organization {slug}", why="no active company has this slug", next="unison-web seed")
    return intact


async def _companies(
    engine: AsyncEngine, slug: str | None, holds: str | None
) -> AsyncIterator[tuple[str, VerifiedOut, bool]]:
    """Each under its own policies, in a transaction of its own."""
    for organization_id in await gate.organizations(engine):
        async with unit_of_work(engine, Actor(organization_id), limits=JOB_LIMITS) as uow:
            company = await uow.session.get(Organization, organization_id)
            if company is None or (slug and company.slug != slug):
                continue
            yield company.slug, await verified(uow), not holds or await SealRepository(uow).holds(holds)


def _tell(name: str, done: VerifiedOut) -> None:
    if done.found:
        click.echo(f"{name}: the trail is not as it was sealed. {sentences.finding(done.found)}")
        return
    click.echo(f"{name}: {sentences.passed(done)}")
    if done.waiting:
        click.echo(f"{name}: {done.waiting} newer entries wait for their seal.")
    if done.hash:
        click.echo(f"{name}: seal {done.seals} has the hash {done.hash}")
