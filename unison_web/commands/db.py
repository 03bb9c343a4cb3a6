"""The database: roles, addresses, migrations, psql."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

import click
from alembic import command
from alembic.config import Config
from alembic.util import CommandError

from unison_web.commands.database import database
from unison_web.kit.db import ranking, roles
from unison_web.kit.db.apply_roles import apply_roles
from unison_web.kit.db.programs import locate
from unison_web.kit.db.server_file import DATABASE
from unison_web.kit.trouble import Exit, Trouble
from unison_web.settings import Role, Settings, get_settings

ROOT = Path(__file__).resolve().parents[2]
ROLE = click.option("--role", type=click.Choice(["app", "owner", "backup"]), default="app", show_default=True)


@click.group()
def db() -> None:
    """Prepare, find and migrate the database."""


@db.command()
@click.option("--name", default=DATABASE, show_default=True, help="Of the database.")
@click.option("--apply", is_flag=True, help="Run it, with the passwords of DATABASE_URL, _OWNER_URL and _BACKUP_URL.")
@click.option(
    "--admin-url", envvar="ADMIN_URL", help="As whom to run it: a superuser of that server.  [env: ADMIN_URL]"
)
def init(name: str, apply: bool, admin_url: str | None) -> None:
    """Print the SQL that makes roles and database on a PostgreSQL of your own (15 or newer).

    Replace the three CHANGE-ME passwords, run it with psql as a superuser, then set DATABASE_URL,
    DATABASE_OWNER_URL and DATABASE_BACKUP_URL. Or set them first and let --apply do it.
    """
    if not apply:
        click.echo(roles.script(name=name), nl=False)
        return
    if not admin_url:
        raise click.UsageError("--apply needs --admin-url or ADMIN_URL")
    settings = get_settings()
    named: tuple[Role, ...] = ("app", "owner", "backup")
    passwords: dict[str, str] = {role: unquote(urlsplit(settings.url(role)).password or "") for role in named}
    if missing := [role for role, password in passwords.items() if not password]:
        raise Trouble(f"No password for {', '.join(missing)}", "it is read from the address of the role",
                      "postgresql://unison_app:PASSWORD@host/unison", Exit.SETTINGS)  # fmt: skip
    with database():
        apply_roles(admin_url, passwords, name)
    click.echo(f"roles and database {name} are ready")


@db.command()
@ROLE
def url(role: Role) -> None:
    """Print the connection string of a role."""
    click.echo(get_settings().url(role))


@db.command()
@click.argument("revision", default="head")
def upgrade(revision: str) -> None:
    """Bring the schema up to date, as its owner."""
    with database() as settings, told():
        command.upgrade(configuration(settings), revision)
        if found := ranking.follow(settings.url("owner")):
            click.echo(f"the search ranks by BM25 ({ranking.EXTENSION} {found})")


@db.command()
@click.argument("revision")
def downgrade(revision: str) -> None:
    """Take migrations back, down to REVISION (`-1` for the last one)."""
    with database() as settings, told():
        command.downgrade(configuration(settings), revision)


@db.command()
@ROLE
def psql(role: Role) -> None:
    """Open psql as a role."""
    program = _psql()
    with database() as settings:
        address = settings.url(role)
        parts = urlsplit(address)
        environment = {**os.environ, "PGPASSWORD": unquote(parts.password or "")}  # a command line is read by everyone
        subprocess.run([program, address.replace(f":{parts.password}@", "@")], env=environment, check=False)


@contextmanager
def told() -> Iterator[None]:
    """What alembic refuses, in our three lines."""
    try:
        yield
    except CommandError as error:
        raise Trouble(
            "The migrations do not fit this database",
            why=str(error),
            next="unison-web doctor migrations; a database of a newer version needs that version of the program",
            code=Exit.DATABASE,
        ) from error


def configuration(settings: Settings) -> Config:
    """Of alembic, for this checkout and the owner's connection."""
    found = Config(ROOT / "alembic.ini")
    found.set_main_option("script_location", str(ROOT / "migrations"))
    found.attributes["url"] = settings.url("owner")
    return found


def _psql() -> str:
    try:
        program = locate(get_settings().embedded_programs) / "psql"
    except Trouble:
        program = shutil.which("psql") or ""
    if not Path(program).exists():
        raise Trouble("There is no psql", "it comes with PostgreSQL", "apt-get install postgresql-client", Exit.MISSING)
    return program
