"""One generator for every tenant table: key, policies, grants. A table made any other way fails the isolation audit.

Policies compare with the bare ``nullif(current_setting(…), '')::uuid``. Bare, because Citus refuses sub-selects;
``nullif``, because a setting reverts to ``''`` after a transaction and ``''::uuid`` would be an error instead of no
rows.
"""

from __future__ import annotations

from typing import Literal

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql as pg

from unison_web.kit.db.base import Instant, Money, Quantity

APP, GATE = "unison_app", "unison_gate"
ORGANIZATION = "nullif(current_setting('app.current_organization_id', true), '')::uuid"
PLANT = "nullif(current_setting('app.current_plant_id', true), '')"

Plant = Literal["required", "optional"]


def create_tenant_table(
    name: str,
    *items: sa.Column | sa.Constraint,
    plant: Plant | None = None,
    append_only: bool = False,
    versioned: bool = True,
    comment: str = "",
) -> None:
    """Create ``name`` with the key ``(organization_id, id)``, forced row-level security for every command, and grants.

    ``plant`` adds ``plant_id`` and a restrictive policy: an actor who works in one plant sees that plant's rows (and,
    when "optional", rows of no plant). ``append_only`` withholds UPDATE and DELETE from the application.
    """
    columns: list[sa.Column | sa.Constraint] = [
        sa.Column("organization_id", sa.Uuid, sa.ForeignKey("organizations.id"), nullable=False),
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
    ]
    if versioned and not append_only:
        columns.append(sa.Column("version", sa.Integer, nullable=False, server_default="1"))
    if plant:
        columns += [reference("plant_id", null=plant == "optional"), tenant_fk("plant_id", "plants")]
    columns.append(sa.PrimaryKeyConstraint("organization_id", "id"))
    op.create_table(name, *columns, *items)
    mark = "@append_only " if append_only else ""
    op.execute(f"COMMENT ON TABLE {name} IS '{(mark + comment).strip()}'")
    isolate(name, plant=plant, append_only=append_only)


def isolate(name: str, *, key: str = "organization_id", plant: Plant | None = None, append_only: bool = False) -> None:
    """Policies and grants of one table. ``key`` differs for ``organizations`` itself only."""
    op.execute(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY")
    op.execute(
        f"CREATE POLICY tenant_isolation ON {name} TO {APP} "
        f"USING ({key} = {ORGANIZATION}) WITH CHECK ({key} = {ORGANIZATION})"
    )
    if plant:
        allowed = f"{PLANT} IS NULL OR plant_id = {PLANT}::uuid"
        if plant == "optional":
            allowed += " OR plant_id IS NULL"
        op.execute(
            f"CREATE POLICY plant_scope ON {name} AS RESTRICTIVE TO {APP} USING ({allowed}) WITH CHECK ({allowed})"
        )
    op.execute(f"GRANT SELECT, INSERT{'' if append_only else ', UPDATE, DELETE'} ON {name} TO {APP}")


def gate_function(signature: str, returns: str, body: str, why: str, reads: dict[str, str]) -> None:
    """A reviewed SECURITY DEFINER function for what must be found before a company is known.

    ``reads`` maps each table to the columns the gate may see; the body returns ids and secret hashes only.
    """
    name = signature.split("(")[0]
    types = ", ".join(
        part.strip().split(" ", 1)[1] for part in signature.split("(")[1].rstrip(")").split(",") if part.strip()
    )
    for table, columns in reads.items():
        op.execute(f"GRANT SELECT ({columns}) ON {table} TO {GATE}")
        op.execute(f"DROP POLICY IF EXISTS gate_reads ON {table}")
        op.execute(f"CREATE POLICY gate_reads ON {table} FOR SELECT TO {GATE} USING (true)")
    op.execute(
        f"CREATE FUNCTION {signature} RETURNS {returns} LANGUAGE sql STABLE SECURITY DEFINER "
        f"SET search_path = public, pg_temp AS $gate$ {body} $gate$"
    )
    op.execute(f"COMMENT ON FUNCTION {name}({types}) IS '@definer {why}'")
    op.execute(f"REVOKE ALL ON FUNCTION {name}({types}) FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION {name}({types}) TO {APP}")
    op.execute(f"ALTER FUNCTION {name}({types}) OWNER TO {GATE}")


def reference(name: str, *, null: bool = False) -> sa.Column:
    return sa.Column(name, sa.Uuid, nullable=null)


def words(name: str, default: str | None = None, *, null: bool = False) -> sa.Column:
    return sa.Column(name, sa.Text, nullable=null, server_default=default)


def quantity(name: str, default: str | None = None, *, null: bool = False) -> sa.Column:
    return sa.Column(name, Quantity, nullable=null, server_default=default)


def money(name: str, default: str | None = None, *, null: bool = False) -> sa.Column:
    return sa.Column(name, Money, nullable=null, server_default=default)


def whole(name: str, default: str | None = None, *, null: bool = False) -> sa.Column:
    return sa.Column(name, sa.Integer, nullable=null, server_default=default)


def yes_no(name: str, default: str = "false") -> sa.Column:
    return sa.Column(name, sa.Boolean, nullable=False, server_default=sa.text(default))


def instant(name: str, *, null: bool = False) -> sa.Column:
    return sa.Column(name, Instant, nullable=null)


def calendar_day(name: str, *, null: bool = False) -> sa.Column:
    return sa.Column(name, sa.Date, nullable=null)


def json(name: str, *, null: bool = False) -> sa.Column:
    return sa.Column(name, pg.JSONB, nullable=null)


def tenant_fk(column: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["organization_id", column], [f"{table}.organization_id", f"{table}.id"])


def tenant_unique(*columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint("organization_id", *columns)


def state(name: str, *allowed: str) -> tuple[sa.Column, sa.CheckConstraint]:
    """A state column and its CHECK; unpack it with ``*`` into :func:`create_tenant_table`."""
    listed = ", ".join(f"'{word}'" for word in allowed)
    return sa.Column(name, sa.Text, nullable=False, server_default=allowed[0]), sa.CheckConstraint(
        f"{name} IN ({listed})", name=name
    )


def index(table: str, *columns: str | sa.TextClause, unique: bool = False, where: str | None = None) -> None:
    """An index that starts with ``organization_id``."""
    named = [str(column) for column in columns]
    label = "_".join(part.split(" ")[0].split("(")[-1].strip(") ") for part in named)
    op.create_index(
        f"ix_{table}_{label}",
        table,
        ["organization_id", *columns],
        unique=unique,
        postgresql_where=sa.text(where) if where else None,
    )
