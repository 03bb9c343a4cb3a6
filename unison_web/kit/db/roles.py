"""The roles, the database and the schemas, as SQL: applied to the embedded server, printed for any other (`db init`).

- `unison_owner` owns the schema and runs migrations.
- `unison_app` is the web server and the workers: owns nothing, bypasses nothing.
- `unison_backup` reads everything for dumps, writes nothing.
- `unison_gate` cannot log in. It owns the few definer functions that answer before a company is known (sign-in).

Every statement may run again. Needs PostgreSQL 15 and a role that may create roles with BYPASSRLS.
"""

from __future__ import annotations

from collections.abc import Mapping

from unison_web.kit.db.server_file import DATABASE

LOGINS = ("owner", "app", "backup")


def role_statements(passwords: Mapping[str, str]) -> list[str]:
    """Makes the four roles and sets the passwords of those that log in. Run in any database."""
    limits = "NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION"
    made = [_create(f"unison_{role}") for role in (*LOGINS, "gate")]
    return [
        *made,
        f"ALTER ROLE unison_owner LOGIN {limits} NOBYPASSRLS PASSWORD {_quoted(passwords['owner'])}",
        f"ALTER ROLE unison_app LOGIN {limits} NOBYPASSRLS PASSWORD {_quoted(passwords['app'])}",
        f"ALTER ROLE unison_backup LOGIN {limits} BYPASSRLS PASSWORD {_quoted(passwords['backup'])}",
        f"ALTER ROLE unison_gate NOLOGIN {limits} NOBYPASSRLS",
        # migrations hand their definer functions over to the gate, which takes a membership; the application has none
        "GRANT unison_gate TO unison_owner",
        "GRANT pg_read_all_data TO unison_backup",
        "ALTER ROLE unison_backup SET default_transaction_read_only = on",
        # a statement that is stuck must not take the plant with it; jobs that need longer say so with SET LOCAL
        "ALTER ROLE unison_app SET statement_timeout = '5s'",
        "ALTER ROLE unison_app SET lock_timeout = '1s'",
        "ALTER ROLE unison_app SET idle_in_transaction_session_timeout = '10s'",
    ]


def create_database(name: str = DATABASE) -> str:
    """Run alone, outside a transaction."""
    return f"CREATE DATABASE {name} OWNER unison_owner ENCODING 'UTF8' TEMPLATE template0"


def database_statements(name: str = DATABASE) -> list[str]:
    """Who may do what inside. Run in the database itself."""
    return [
        f"REVOKE ALL ON DATABASE {name} FROM PUBLIC",
        f"GRANT CONNECT, TEMPORARY ON DATABASE {name} TO unison_app",  # imports go through a temporary table
        f"GRANT CONNECT ON DATABASE {name} TO unison_owner, unison_backup",
        "ALTER SCHEMA public OWNER TO unison_owner",
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        "GRANT USAGE ON SCHEMA public TO unison_app, unison_backup",
        "GRANT USAGE, CREATE ON SCHEMA public TO unison_gate",  # to be given a function one must be allowed to make it
        "CREATE SCHEMA IF NOT EXISTS saq AUTHORIZATION unison_owner",
        # SAQ looks after its own tables, which hold ids and no data of any company
        "GRANT USAGE, CREATE ON SCHEMA saq TO unison_app",
        "GRANT USAGE ON SCHEMA saq TO unison_backup",
    ]


def script(passwords: Mapping[str, str] | None = None, name: str = DATABASE) -> str:
    """Everything as one psql script, with placeholders where no passwords are given."""
    words = passwords or {role: f"CHANGE-ME-{role}" for role in LOGINS}
    absent = f"WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = {_quoted(name)})"
    exists = " ".join(("SELECT", _quoted(create_database(name)), absent))
    return "\n".join(
        [
            "-- Unison: roles and database. PostgreSQL 15 or newer; run as a superuser, again whenever you like:",
            "--   unison-web db init > unison.sql; psql -v ON_ERROR_STOP=1 -d postgres -f unison.sql",
            *(line + ";" for line in role_statements(words)),
            f"{exists} \\gexec",
            f"\\connect {name}",
            *(line + ";" for line in database_statements(name)),
            "",
        ]
    )


def _create(role: str) -> str:
    missing = f"NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}')"
    return f"DO $$ BEGIN IF {missing} THEN CREATE ROLE {role}; END IF; END $$"


def _quoted(text: str) -> str:
    """A password or statement as an SQL string. Backslashes would depend on a server setting, so they are refused."""
    if "\\" in text:
        raise ValueError("passwords must not contain a backslash")
    return "'" + text.replace("'", "''") + "'"
