"""What each role may and may not, tried as that role; and the script for another server, run through psql."""

from __future__ import annotations

import subprocess

import psycopg
import pytest

from unison_web.kit.db import roles
from unison_web.kit.db.apply_roles import apply_roles
from unison_web.kit.db.embedded import EmbeddedServer
from unison_web.kit.db.programs import locate

PASSWORDS = {"owner": "owner's password", "app": "app-password", "backup": "backup-password"}


@pytest.fixture(scope="module", autouse=True)
def something(server: EmbeddedServer) -> None:
    with psycopg.connect(server.url("owner")) as owner:
        owner.execute("CREATE TABLE orders (id int)")
        owner.execute("GRANT SELECT, INSERT ON orders TO unison_app")
        owner.execute("INSERT INTO orders VALUES (1)")


@pytest.mark.parametrize(
    ("role", "statement"),
    [
        ("app", "CREATE TABLE mine (id int)"),
        ("app", "CREATE FUNCTION f() RETURNS int LANGUAGE sql RETURN 1"),
        ("app", "CREATE SCHEMA mine"),
        ("app", "CREATE ROLE mine"),
        ("app", "TRUNCATE orders"),
        ("app", "DROP TABLE orders"),
        ("app", "ALTER TABLE orders DISABLE ROW LEVEL SECURITY"),
        ("app", "SET ROLE unison_owner"),
        ("app", "SET ROLE unison_gate"),
        ("app", "SET ROLE unison_backup"),
        ("app", "SELECT pg_read_file('PG_VERSION')"),
        ("app", "COPY orders TO PROGRAM 'true'"),
        ("backup", "INSERT INTO orders VALUES (2)"),
        ("backup", "SET default_transaction_read_only = off; INSERT INTO orders VALUES (2)"),
        ("owner", "CREATE ROLE mine"),
        ("owner", "ALTER ROLE unison_owner BYPASSRLS"),
        ("owner", "CREATE DATABASE mine"),
    ],
)
def test_what_a_role_must_not_do_is_refused(server: EmbeddedServer, role: str, statement: str) -> None:
    with (
        psycopg.connect(server.url(role), autocommit=True) as connection,
        pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.ReadOnlySqlTransaction)),
    ):
        connection.execute(statement.encode())


def test_the_application_works_with_what_it_was_given(server: EmbeddedServer) -> None:
    with psycopg.connect(server.url("app")) as app:
        app.execute("INSERT INTO orders VALUES (3)")
        app.execute("CREATE TEMPORARY TABLE import (line text)")
        app.execute("CREATE TABLE saq.tried (id int)")
        limits = app.execute(
            "SELECT current_setting('statement_timeout'), current_setting('lock_timeout'), "
            "current_setting('idle_in_transaction_session_timeout')"
        ).fetchone()
        app.rollback()
    assert limits == ("5s", "1s", "10s")


def test_the_backup_reads_everything(server: EmbeddedServer) -> None:
    with psycopg.connect(server.url("admin")) as admin:
        admin.execute("ALTER TABLE orders ENABLE ROW LEVEL SECURITY")
        admin.execute("ALTER TABLE orders FORCE ROW LEVEL SECURITY")
        admin.commit()
    with psycopg.connect(server.url("owner")) as owner:
        assert owner.execute("SELECT count(*) FROM orders").fetchone() == (0,), "the owner is forced, too"
    with psycopg.connect(server.url("backup")) as backup:
        assert backup.execute("SELECT count(*) FROM orders").fetchone() == (1,)


def test_migrations_hand_functions_over_to_the_gate(server: EmbeddedServer) -> None:
    with psycopg.connect(server.url("owner")) as owner:
        owner.execute("CREATE FUNCTION who_is(text) RETURNS int LANGUAGE sql SECURITY DEFINER RETURN 1")
        owner.execute("ALTER FUNCTION who_is(text) OWNER TO unison_gate")
        owner.rollback()
    with psycopg.connect(server.url("admin")) as admin:
        row = admin.execute("SELECT rolcanlogin FROM pg_roles WHERE rolname = 'unison_gate'").fetchone()
    assert row == (False,)


def test_the_script_runs_twice_through_psql_with_odd_passwords(server: EmbeddedServer) -> None:
    program = locate() / "psql"
    script = roles.script(PASSWORDS, name="elsewhere")
    for _ in range(2):
        done = subprocess.run(
            [program, "-qX", "-v", "ON_ERROR_STOP=1", server.url("admin", "postgres")],
            input=script,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    with psycopg.connect(server.url("admin"), autocommit=True) as admin:
        made = admin.execute("SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'elsewhere'").fetchone()
        assert made == ("unison_owner",)
    again = server._file.read().passwords
    apply_roles(server.url("admin", "postgres"), again)
    with psycopg.connect(server.url("app")):
        pass


def test_the_printed_script_holds_no_password_of_ours() -> None:
    assert roles.script().count("CHANGE-ME") == 3
    with pytest.raises(ValueError, match="backslash"):
        roles.script(PASSWORDS | {"app": "a\\b"})
