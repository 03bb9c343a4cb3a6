"""The files of the embedded PostgreSQL: where they go, how they come to be, and when they must not be touched."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from unison_web.kit.db import roles
from unison_web.kit.db.programs import Account, Programs
from unison_web.kit.db.server_file import Remembered, ServerFile
from unison_web.kit.trouble import Exit, Trouble

ADMIN = "unison_admin"
ELSEWHERE = Path("/var/lib/unison")


def open_data_folder(data_dir: Path) -> None:
    """Ours alone; as root, others may pass through it to what is theirs but not look around."""
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        data_dir.chmod(0o711 if os.geteuid() == 0 else 0o700)
    except OSError as error:
        raise Trouble(
            f"The data folder {data_dir} cannot be used",
            why=str(error),
            next="start as the account that owns it, or set UNISON_DATA_DIR to another folder",
            code=Exit.DATABASE,
        ) from error


def new_memory(port: int) -> Remembered:
    return Remembered(port, {role: secrets.token_urlsafe(24) for role in ("admin", *roles.LOGINS)})


def check_whole(data_dir: Path, file: ServerFile) -> bool:
    """Whether there is a cluster. One without its passwords, or a folder that is none, is left alone."""
    cluster = data_dir / "postgres"
    if not cluster.exists() and not cluster.is_symlink():
        return False
    missing = [name for name in ("PG_VERSION", "global/pg_control", "unison.conf") if not (cluster / name).exists()]
    if not file.exists():
        missing.append(file.path.name)
    if missing:
        raise Trouble(
            f"The database in {cluster.resolve()} is not complete",
            why=f"{', '.join(missing)} is missing: it was copied by half, or something was deleted",
            next=f"put back a backup of {data_dir}, or begin empty: mv {data_dir} {data_dir}.broken",
            code=Exit.DATABASE,
        )
    return True


def check_version(cluster: Path, programs: Programs) -> None:
    made_by = (cluster / "PG_VERSION").read_text(encoding="utf-8").strip()
    if made_by != str(programs.major):
        raise Trouble(
            f"The database in {cluster} was made by PostgreSQL {made_by}, and this is PostgreSQL {programs.version}",
            why="the files of one major version cannot be read by another",
            next=f"point UNISON_PG_BIN at the programs of PostgreSQL {made_by}; to move on: unison-web backup there, "
            "then unison-web restore into a new UNISON_DATA_DIR",
            code=Exit.DATABASE,
        )


def place(data_dir: Path, account: Account, say: Callable[[str], None]) -> Path:
    """The data folder; one elsewhere when a folder above is closed to the account root lends (a checkout in /root)."""
    if account.can("-x", data_dir):
        return data_dir
    elsewhere = ELSEWHERE / secrets.token_hex(6)
    for folder in (ELSEWHERE, elsewhere):
        folder.mkdir(exist_ok=True)
        folder.chmod(0o711)
    say(f"{data_dir} is closed to the account {account.name}, which runs the database: it goes to {elsewhere}")
    return elsewhere


def make(place: Path, programs: Programs, account: Account, admin_password: str) -> None:
    """initdb beside the final name; the rename says that it is whole."""
    fresh, password = place / "postgres.unfinished", place / ".admin-password"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    if account.lent:
        os.chown(fresh, account.uid, account.gid)
    try:
        account.write(password, admin_password)
        _initdb(programs, account, fresh, password)
    finally:
        password.unlink(missing_ok=True)
    with (fresh / "postgresql.conf").open("a", encoding="utf-8") as configuration:
        configuration.write("\ninclude 'unison.conf'\n")
    account.write(fresh / "unison.conf", "")
    fresh.rename(place / "postgres")


def _initdb(programs: Programs, account: Account, folder: Path, password: Path) -> None:
    # the builtin collation is the same on every machine, so an index never outlives the order it was built in
    collation = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if programs.major >= 17 else []
    command = [programs / "initdb", "-D", str(folder), "-U", ADMIN, f"--pwfile={password}", "--auth=scram-sha-256"]
    command += ["--encoding=UTF8", "--locale=C", "--data-checksums", *collation]
    done = subprocess.run(command, **account.run, capture_output=True, text=True)
    if done.returncode:
        shutil.rmtree(folder, ignore_errors=True)
        said = (done.stderr or done.stdout).strip()
        raise Trouble("The database could not be made", said, f"is the disk full? df -h {folder.parent}", Exit.DATABASE)
