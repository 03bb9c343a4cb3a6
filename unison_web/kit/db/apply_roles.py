"""Runs the statements of `roles` on a server, as one of its superusers."""

from __future__ import annotations

from collections.abc import Mapping

import psycopg
from psycopg.conninfo import make_conninfo

from unison_web.kit.db import roles
from unison_web.kit.db.server_file import DATABASE


def apply_roles(admin_url: str, passwords: Mapping[str, str], name: str = DATABASE) -> None:
    """Roles, database and grants; again whenever you like."""
    with psycopg.connect(admin_url, autocommit=True) as server:
        for statement in roles.role_statements(passwords):
            server.execute(statement.encode())
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            server.execute(roles.create_database(name).encode())
    with psycopg.connect(make_conninfo(admin_url, dbname=name), autocommit=True) as database:
        for statement in roles.database_statements(name):
            database.execute(statement.encode())
