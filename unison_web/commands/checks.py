"""What `unison-web doctor` looks at. A check is a function that yields findings; `@check` puts it on the list.

It gets the settings, raises nothing, and says what to type where something is wrong.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Any, Literal

import psycopg
from alembic.script import ScriptDirectory

from unison_web.commands.db import ROOT, configuration
from unison_web.kit.db import ranking
from unison_web.kit.db.programs import OLDEST
from unison_web.kit.trouble import Trouble
from unison_web.modules.stock.repository import DRIFT, UNDER_WAY
from unison_web.settings import DEVELOPMENT_SECRET, Role, Settings

Level = Literal["ok", "warn", "error"]


@dataclass(frozen=True)
class Finding:
    level: Level
    what: str
    next: str = ""


Check = Callable[[Settings], Iterator[Finding]]
CHECKS: dict[str, Check] = {}


def check(name: str) -> Callable[[Check], Check]:
    """Put a function on the doctor's list, under a name of one or two words."""

    def enlist(function: Check) -> Check:
        CHECKS[name] = function
        return function

    return enlist


@check("settings")
def settings_are_safe(settings: Settings) -> Iterator[Finding]:
    yield Finding("ok", f"{settings.env}, {settings.public_url}, data in {settings.data_dir.absolute()}")
    if settings.secret_key == DEVELOPMENT_SECRET:
        yield Finding("warn", "SECRET_KEY is the one everybody knows", "unison-web up makes one; or set SECRET_KEY")
    if settings.host not in ("127.0.0.1", "localhost", "::1") and not settings.public_url.startswith("https://"):
        yield Finding("warn", f"listens on {settings.host} without TLS: passwords cross the network in clear text",
                      "unison-web up --tls, or a proxy and PUBLIC_URL=https://...")  # fmt: skip


@check("server")
def server_is_new_enough(settings: Settings) -> Iterator[Finding]:
    version, encoding = _one(
        settings, "app", "SELECT current_setting('server_version'), current_setting('server_encoding')"
    )
    level: Level = "ok" if int(version.split(".")[0]) >= OLDEST else "error"
    yield Finding(level, f"PostgreSQL {version}", "" if level == "ok" else f"Unison needs PostgreSQL {OLDEST} or newer")
    if encoding != "UTF8":
        yield Finding("error", f"the database stores {encoding}", "make it again with ENCODING 'UTF8'")


@check("roles")
def roles_are_narrow(settings: Settings) -> Iterator[Finding]:
    """Each as itself: what the server says, not what the address says."""
    question = "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
    wanted: dict[Role, bool] = {"app": False, "owner": False, "backup": True}
    for role, bypasses in wanted.items():
        try:
            name, superuser, bypass = _one(settings, role, question)
        except (psycopg.Error, Trouble) as error:
            yield Finding("warn" if role == "backup" else "error", f"{role}: {_line(error)}", "unison-web db init")
            continue
        if superuser or bool(bypass) != bypasses:
            power = "a superuser" if superuser else f"{'with' if bypass else 'without'} BYPASSRLS"
            yield Finding("error", f"{name} is {power}", "unison-web db init prints how the roles must be")
        else:
            yield Finding("ok", name)


@check("migrations")
def schema_is_current(settings: Settings) -> Iterator[Finding]:
    head = ScriptDirectory.from_config(configuration(settings)).get_current_head()
    with psycopg.connect(settings.url("owner")) as connection:
        exists = connection.execute("SELECT to_regclass('alembic_version')").fetchone()
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone() if exists and exists[0] else None
    now = row[0] if row else "nothing"
    if now == head:
        yield Finding("ok", f"at {head}")
    else:
        yield Finding("error", f"the database is at {now}, this version needs {head}", "unison-web db upgrade")


@check("search")
def search_ranks(settings: Settings) -> Iterator[Finding]:
    """BM25 is a capability, not a need."""
    found = ranking.version(settings.url("owner"))
    if found:
        (index,) = _one(settings, "owner", f"SELECT to_regclass('{ranking.INDEX}')::text")
        words = f"ranks by BM25 ({ranking.EXTENSION} {found})"
        yield Finding("ok", words) if index else Finding("warn", f"{words}, without its index", "unison-web db upgrade")
    else:
        yield Finding("ok", "ranks by likeness; pip install 'unison[bm25]' makes rare words count more")


@check("isolation")
def companies_are_apart(settings: Settings) -> Iterator[Finding]:
    """The catalogue, read for every known way to see another company's rows."""
    findings = audit(settings.url("owner"))
    for severity, code, thing, detail in findings:
        yield Finding("error" if severity == "ERROR" else "warn", f"{code} {thing}: {detail}")
    if not findings:
        yield Finding("ok", "no way from one company to another")


@check("ledger")
def stock_is_the_sum_of_its_movements(settings: Settings) -> Iterator[Finding]:
    """As the role that sees every company's rows."""
    try:
        (count,) = _one(settings, "backup", f"SELECT count(*) FROM ({DRIFT}) AS off")  # noqa: S608  our own statement
        (moves,) = _one(settings, "backup", f"SELECT count(*) FROM ({UNDER_WAY}) AS off")  # noqa: S608  our own, too
    except (psycopg.Error, Trouble) as error:
        yield Finding("warn", f"not looked at: {_line(error)}", "unison-web db init")
        return
    wrong = int(count)
    yield Finding("error" if wrong else "ok", f"{wrong} balances differ from the sum of their movements",
                  "compare stock_balances with stock_movements, then count these places" if wrong else "")  # fmt: skip
    yield Finding("error" if moves else "ok", f"{moves} moves between plants differ from what the ledger has under way",
                  "compare stock_plant_moves with movements of the account transit" if moves else "")  # fmt: skip


@check("telemetry")
def months_are_ahead(settings: Settings) -> Iterator[Finding]:
    """Values of machines need a partition for their month; the worker makes them at night."""
    name = "'telemetry' || to_char(now() AT TIME ZONE 'UTC' + interval '1 month', '_YYYY_MM')"
    (there,) = _one(settings, "owner", f"SELECT to_regclass({name})::text")
    if there:
        yield Finding("ok", "the next month of machine values is there")
    else:
        yield Finding("error", "the next month of machine values has no partition",
                      "run the worker (unison-web work), or as owner: SELECT telemetry_make_months(3)")  # fmt: skip


@check("assets")
def browser_libraries_are_there(settings: Settings) -> Iterator[Finding]:
    wanted = ("htmx.js", "tabler.css", "sprite.svg", "inter-latin-wght-normal.woff2")
    missing = [name for name in wanted if not (ROOT / "static" / "vendor" / name).exists()]
    yield Finding("error", f"missing: {', '.join(missing)}", "make assets") if missing else Finding("ok", "built")


@check("paper")
def pdf_can_be_made(settings: Settings) -> Iterator[Finding]:
    try:
        __import__("weasyprint")
    except (OSError, ImportError) as error:
        yield Finding("warn", f"no PDF: {_line(error)}", "python bin/system.py pdf")
    else:
        yield Finding("ok", "WeasyPrint finds its libraries")


@check("disk")
def disk_has_room(settings: Settings) -> Iterator[Finding]:
    place = settings.data_dir if settings.data_dir.exists() else settings.data_dir.absolute().parent
    free = shutil.disk_usage(place).free / 1e9
    yield Finding(
        "ok" if free > 1 else "warn", f"{free:.1f} GB free for {settings.data_dir}", "" if free > 1 else "df -h"
    )


def audit(database: str | psycopg.Connection[Any]) -> list[tuple[str, str, str, str]]:
    """(severity, code, object, detail) of kit/db/isolation_audit.sql, by address or in an open transaction."""
    statement = resources.files("unison_web.kit.db").joinpath("isolation_audit.sql").read_text(encoding="utf-8")
    if isinstance(database, str):
        with psycopg.connect(database) as connection:
            return connection.execute(statement.encode()).fetchall()
    return database.execute(statement.encode()).fetchall()


def _one(settings: Settings, role: Role, statement: str) -> tuple[str, ...]:
    with psycopg.connect(settings.url(role), connect_timeout=5) as connection:
        found: tuple[str, ...] | None = connection.execute(statement.encode()).fetchone()
    if found is None:
        raise Trouble("no answer")
    return found


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())
