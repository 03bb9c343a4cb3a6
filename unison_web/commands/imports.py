"""Imports from files, the way the page and the API bring them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import UUID

import click
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from unison_web.commands.database import database
from unison_web.kit.actor import Actor, everything
from unison_web.kit.db.engine import connect
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.kit.errors import NotFound, UnisonError
from unison_web.kit.trouble import Exit, Trouble
from unison_web.modules.imports.models import Import, ImportRow
from unison_web.modules.imports.nouns import every
from unison_web.modules.imports.repository import BAD
from unison_web.modules.imports.service import going, steering
from unison_web.modules.imports.service.going import Meant
from unison_web.modules.imports.service.taking import Given
from unison_web.modules.organizations.models import Organization
from unison_web.settings import Settings

SHOWN = 50
WORDS = {"insert": "new", "change": "changed", "same": "the same", "conflict": "in conflict", "error": "wrong"}


@click.command(name="import")
@click.option("--kind", type=click.Choice(list(every())), help="What the rows are; left out, the headings tell.")
@click.option("--organization", required=True, metavar="SLUG", help="Whose data it is.")
@click.option(
    "--column", "columns", multiple=True, metavar="HEADING=FIELD", help="What a column means; - leaves it out."
)
@click.option("--value", "values", multiple=True, metavar="FIELD=TEXT", help="For new records whose cell is empty.")
@click.option("--option", "options", multiple=True, metavar="NAME", help="What the page offers to tick.")
@click.option("--dry-run", is_flag=True, help="Check every row and change nothing.")
@click.option("--leave-out", is_flag=True, help="Leave out rows that cannot be taken instead of stopping.")
@click.option("--undo", type=click.UUID, metavar="ID", help="Take an import back; needs no file.")
@click.option("--json", "as_json", is_flag=True, help="One line for programs.")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def imports(organization: str, undo: UUID | None, files: tuple[Path, ...], as_json: bool, **said: Any) -> None:
    """Import CSV files and workbooks: all rows or none, and again is no double.

    Encoding, delimiter, decimal sign and columns are found out. Rows that cannot be taken are
    named by row and column. What was imported can be taken back by the id the command tells.
    """
    if bool(files) == bool(undo):
        raise click.UsageError("Give files to import, or --undo with the id of an import")
    columns, values = pairs(said["columns"], "--column"), pairs(said["values"], "--value")
    meant = Meant(said["kind"] or "", columns, values, dict.fromkeys(said["options"], "yes"))
    with database() as settings:
        done = asyncio.run(_do(settings, organization, undo, files, meant, said["dry_run"], said["leave_out"]))
    click.echo(json.dumps(done.facts) if as_json else done.words)
    done.or_trouble()


def pairs(said: Iterable[str], option: str) -> dict[str, str]:
    cut = [one.rpartition("=") if option == "--column" else one.partition("=") for one in said]
    if wrong := next((one for one in cut if not (one[0] and one[1])), None):
        raise click.BadParameter("".join(wrong), param_hint=option)
    return {name: value for name, _sign, value in cut}


class Done:
    """How it ended: in words, as JSON, and as an exit code."""

    def __init__(self, row: Import, bad: list[ImportRow], *, dry_run: bool) -> None:
        self.row, self.dry_run = row, dry_run
        self.wrong = sum(row.counts.get(outcome, 0) for outcome in BAD) if row.state != "undone" else 0
        names = [source.sheet or source.name for source in steering.plan_of(row).sources]
        self.problems = [
            {"sheet": names[each.source], "row": each.row, "column": column, "reason": why}
            for each in bad
            for column, why in (each.problems or {}).get("all", [])
        ]

    @property
    def facts(self) -> dict[str, Any]:
        row = self.row
        return {
            "id": str(row.id), "name": row.name, "nouns": row.nouns, "state": row.state, "rows": row.rows_total,
            "counts": row.counts, "problems": self.problems, "error": row.error, "dry_run": self.dry_run,
        }  # fmt: skip

    @property
    def words(self) -> str:
        several = len({each["sheet"] for each in self.problems}) > 1
        lines = [
            f"{each['sheet'] + ' ' if several else ''}{each['row']}: {each['column'] + ': ' if each['column'] else ''}"
            f"{each['reason']}"
            for each in self.problems
        ]
        if self.wrong > SHOWN:
            lines.append(f"… and {self.wrong - SHOWN} rows more")
        counts = ", ".join(f"{self.row.counts[key]} {word}" for key, word in WORDS.items() if self.row.counts.get(key))
        lines.append(f"{self.row.name}: {self.row.rows_total} rows of {self.row.nouns}: {counts}")
        return "\n".join([*lines, f"{self._ended()} (import {self.row.id})"])

    def _ended(self) -> str:
        if self.row.state == "undone":
            return "Taken back"
        if self.row.state == "done":
            return "Imported"
        return "Checked; nothing was changed"

    def or_trouble(self) -> None:
        """Ends with an error where not everything went in that was in the files, or nothing was taken back."""
        if self.row.error:
            raise Trouble(self.row.error, next="unison-web import --help", code=Exit.INCOMPLETE)
        if self.wrong:
            what = f"{self.wrong} of {self.row.rows_total} rows " + (
                "were left out" if self.row.state == "done" else "cannot be taken, and nothing was imported"
            )
            why = "they are named above, each with its reason"
            raise Trouble(what, why, "correct them and import the file again", Exit.INCOMPLETE)


async def _do(
    settings: Settings, slug: str, undo: UUID | None, files: tuple[Path, ...], meant: Meant, dry_run: bool,
    leave_out: bool,
) -> Done:  # fmt: skip
    engine = connect(settings.url("app"))
    try:
        actor = await _whose(engine, slug)
        if undo:
            return Done(await going.undo(engine, actor, undo), [], dry_run=False)
        row = await going.check(engine, actor, [Given(path.name, path) for path in files], meant)
        bad = await going.bad_rows(engine, actor, row.id, SHOWN)
        changes = row.counts.get("insert", 0) + row.counts.get("change", 0)
        if row.state == "checked" and changes and not dry_run and (leave_out or not bad):
            row = await going.apply(engine, actor, row.id, leave_out=leave_out)
        return Done(row, bad, dry_run=dry_run)
    except UnisonError as refused:
        what = f"There is no import {undo} here" if isinstance(refused, NotFound) else "This cannot be imported"
        raise Trouble(what, refused.message, "unison-web import --help", Exit.INCOMPLETE) from refused
    finally:
        await engine.dispose()


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
