"""Imports from files."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from unison_web.commands.database import database
from unison_web.kit.actor import Actor, everything
from unison_web.kit.db.engine import connect
from unison_web.kit.db.transaction import JOB_LIMITS
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.kit.errors import Refused
from unison_web.kit.importing.report import Report
from unison_web.kit.trouble import Exit, Trouble
from unison_web.modules.imports.nouns import every
from unison_web.modules.imports.reading import rows_of
from unison_web.modules.imports.service.run import run
from unison_web.modules.organizations.models import Organization
from unison_web.settings import Settings

SHOWN = 50


class _DryRun(Exception):
    pass


@click.command(name="import")
@click.option("--kind", type=click.Choice(list(every())), required=True, help="What the rows are.")
@click.option("--organization", required=True, metavar="SLUG", help="Whose data it is.")
@click.option("--dry-run", is_flag=True, help="Report what would happen and change nothing.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def imports(kind: str, organization: str, dry_run: bool, file: Path) -> None:
    """Import a CSV file. Again is no double: rows are matched by number or code.

    The first row names the columns. A row that cannot be taken is reported by its number with the
    reason, the others go in; then the command ends with an error.
    """
    with database() as settings:
        report = asyncio.run(_import(settings, kind, organization, file, dry_run))
    _show(report, dry_run)
    if report.problems:
        raise Trouble(
            f"{len({problem.row for problem in report.problems})} of {report.rows} rows were left out",
            why="they are named above, each with its reason",
            next="correct them and import the file again; what went in stays as it is",
            code=Exit.INCOMPLETE,
        )


async def _import(settings: Settings, kind: str, slug: str, file: Path, dry_run: bool) -> Report:
    engine = connect(settings.url("app"))
    report = Report(kind)
    try:
        actor = await _whose(engine, slug)
        async with unit_of_work(engine, actor, reason=f"import of {file.name}", limits=JOB_LIMITS) as uow:
            report = await run(uow, kind, rows_of(file, every()[kind].fields))
            if dry_run:
                raise _DryRun
    except _DryRun:
        pass
    except Refused as refused:
        raise Trouble(f"{file} cannot be imported", why=refused.message, next="unison-web import --help") from refused
    finally:
        await engine.dispose()
    return report


async def _whose(engine: AsyncEngine, slug: str) -> Actor:
    """The system, inside the company with that slug: each company is asked under its own policies."""
    async with engine.connect() as connection:
        ids = (await connection.execute(text("SELECT organization_id FROM gate_organizations()"))).scalars().all()
    for organization_id in ids:
        async with unit_of_work(engine, Actor(organization_id)) as uow:
            company = await uow.session.get(Organization, organization_id)
            if company is not None and company.slug == slug:
                return Actor(organization_id, name="Import", currency=company.currency, may=everything)
    raise Trouble(f"There is no organization {slug}", why="no active company has this slug", next="unison-web seed")


def _show(report: Report, dry_run: bool) -> None:
    for problem in report.problems[:SHOWN]:
        click.echo(str(problem), err=True)
    if len(report.problems) > SHOWN:
        click.echo(f"… and {len(report.problems) - SHOWN} more", err=True)
    would = "would be " if dry_run else ""
    counts = f"{report.created} records {would}created, {report.changed} {would}changed, {report.same} the same"
    click.echo(f"{report.rows} rows of {report.kind}: {counts}")
