"""Looks at the whole installation and says what to do about what is wrong."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

import click

from unison_web.commands.checks import CHECKS, Check, Finding
from unison_web.commands.database import database
from unison_web.kit.trouble import Exit, Trouble
from unison_web.settings import Settings

MARKS = {
    "ok": click.style("ok   ", fg="green"),
    "warn": click.style("warn ", fg="yellow"),
    "error": click.style("ERROR", fg="red"),
}


@click.command()
@click.argument("names", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="A list of findings.")
def doctor(names: tuple[str, ...], as_json: bool) -> None:
    """Check settings, database, isolation, assets and more; only NAMES when given. Ends with 7 on an error."""
    unknown = [name for name in names if name not in CHECKS]
    if unknown:
        raise click.UsageError(f"no check named {', '.join(unknown)}; there are {', '.join(CHECKS)}")
    with database() as settings:
        found = {name: findings(run, settings) for name, run in CHECKS.items() if not names or name in names}
    if as_json:
        click.echo(json.dumps({name: [asdict(finding) for finding in those] for name, those in found.items()}))
    else:
        for name, those in found.items():
            for finding in those:
                click.echo(f"{MARKS[finding.level]} {name:<11} {finding.what}")
                if finding.next:
                    click.echo(f"{'':17} next: {finding.next}")
    if any(finding.level == "error" for those in found.values() for finding in those):
        sys.exit(Exit.UNHEALTHY)


def findings(run: Check, settings: Settings) -> list[Finding]:
    """A check that cannot look has found something, too."""
    try:
        return list(run(settings))
    except Trouble as trouble:
        return [Finding("error", trouble.what, trouble.next)]
    except Exception as error:  # whatever it is, the other checks go on
        return [Finding("error", f"{type(error).__name__}: {' '.join(str(error).split())}")]
