"""The isolation audit finds what it is there to find: a good schema is clean, every planted fault has its code."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from unison_web.commands.checks import audit
from unison_web.kit.db.embedded import EmbeddedServer

TENANT = "nullif(current_setting('app.current_organization_id', true), '')::uuid"

GOOD = f"""
CREATE TABLE organizations (id uuid PRIMARY KEY, name text NOT NULL);
ALTER TABLE organizations ENABLE ROW LEVEL SECURITY;
ALTER TABLE organizations FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON organizations TO unison_app USING (id = {TENANT}) WITH CHECK (id = {TENANT});
GRANT SELECT, UPDATE ON organizations TO unison_app;

CREATE TABLE parts (
  organization_id uuid NOT NULL REFERENCES organizations (id), id uuid NOT NULL, code text NOT NULL,
  PRIMARY KEY (organization_id, id), UNIQUE (organization_id, code));
ALTER TABLE parts ENABLE ROW LEVEL SECURITY;
ALTER TABLE parts FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON parts TO unison_app USING (organization_id = {TENANT}) WITH CHECK (organization_id = {TENANT});
GRANT SELECT, INSERT, UPDATE, DELETE ON parts TO unison_app;

CREATE TABLE moves (
  organization_id uuid NOT NULL REFERENCES organizations (id), id uuid NOT NULL, part_id uuid NOT NULL,
  PRIMARY KEY (organization_id, id),
  CONSTRAINT part FOREIGN KEY (organization_id, part_id) REFERENCES parts (organization_id, id));
COMMENT ON TABLE moves IS '@append_only stock ledger';
ALTER TABLE moves ENABLE ROW LEVEL SECURITY;
ALTER TABLE moves FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON moves TO unison_app USING (organization_id = {TENANT}) WITH CHECK (organization_id = {TENANT});
GRANT SELECT, INSERT ON moves TO unison_app;

CREATE TABLE units (code text PRIMARY KEY);
COMMENT ON TABLE units IS '@global of the world';
GRANT SELECT ON units TO unison_app;

CREATE VIEW part_codes WITH (security_invoker = true) AS SELECT organization_id, code FROM parts;
GRANT SELECT ON part_codes TO unison_app;

CREATE FUNCTION find_organization(text) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp AS 'SELECT id FROM organizations WHERE name = $1';
COMMENT ON FUNCTION find_organization(text) IS '@definer sign-in comes before the company';
REVOKE ALL ON FUNCTION find_organization(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_organization(text) TO unison_app;
ALTER FUNCTION find_organization(text) OWNER TO unison_gate;
"""

FAULTS = {
    "the application is a superuser": ("A02", "ALTER ROLE unison_app SUPERUSER"),
    "the application bypasses": ("A03", "ALTER ROLE unison_app BYPASSRLS"),
    "the application makes roles": ("A04", "ALTER ROLE unison_app CREATEROLE"),
    "the application becomes the backup": ("A05", "GRANT unison_backup TO unison_app"),
    "the application becomes the owner": ("A06", "GRANT unison_owner TO unison_app"),
    "a stray role bypasses": ("A07", "CREATE ROLE stray LOGIN BYPASSRLS"),
    "the application plants functions": ("A08", "GRANT CREATE ON SCHEMA public TO unison_app"),
    "the gate signs in": ("A09", "ALTER ROLE unison_gate LOGIN"),
    "the application passes the gate": ("A10", "GRANT unison_gate TO unison_app"),
    "the backup writes": ("A11", "GRANT DELETE ON parts TO unison_backup"),
    "a table nobody classified": ("T01", "CREATE TABLE forgotten (id int)"),
    "no row level security": ("T02", "ALTER TABLE parts DISABLE ROW LEVEL SECURITY"),
    "not forced": ("T03", "ALTER TABLE parts NO FORCE ROW LEVEL SECURITY"),
    "a company may be missing": ("T05", "ALTER TABLE units ADD organization_id uuid; COMMENT ON TABLE units IS ''"),
    "a default company": (
        "T06",
        "ALTER TABLE parts ALTER organization_id SET DEFAULT '00000000-0000-0000-0000-000000000000'",
    ),
    "no such company": ("T07", "ALTER TABLE parts DROP CONSTRAINT parts_organization_id_fkey"),
    "no index by company": (
        "T08",
        "ALTER TABLE moves DROP CONSTRAINT moves_pkey; ALTER TABLE moves ADD PRIMARY KEY (id, organization_id)",
    ),
    "the application truncates": ("T09", "GRANT TRUNCATE ON parts TO unison_app"),
    "history is changed": ("T10", "GRANT UPDATE ON moves TO unison_app"),
    "everybody reads": ("T11", "GRANT SELECT ON parts TO PUBLIC"),
    "published to subscribers": ("T13", "CREATE PUBLICATION out FOR TABLE parts"),
    "no policy for a command": ("P01", "DROP POLICY tenant ON parts"),
    "a policy that tests something else": ("P02", "ALTER POLICY tenant ON parts USING (code <> '')"),
    "a check that tests something else": ("P03", "ALTER POLICY tenant ON parts WITH CHECK (code <> '')"),
    "two policies are one too many": ("P05", f"CREATE POLICY also ON parts TO unison_app USING (id = {TENANT})"),
    "always true": ("P06", "CREATE POLICY open ON parts TO unison_app USING (true)"),
    "no context matches": (
        "P07",
        f"ALTER POLICY tenant ON parts USING (organization_id = {TENANT} "
        "OR current_setting('app.current_organization_id', true) IS NULL)",
    ),
    "an empty context is an error": (
        "P08",
        "ALTER POLICY tenant ON parts "
        "USING (organization_id = current_setting('app.current_organization_id', true)::uuid)",
    ),
    "a key into another company": (
        "K01",
        "ALTER TABLE parts ADD UNIQUE (id); ALTER TABLE moves DROP CONSTRAINT part; "
        "ALTER TABLE moves ADD FOREIGN KEY (part_id) REFERENCES parts (id)",
    ),
    "codes unique over all companies": ("K02", "CREATE UNIQUE INDEX ON parts (code)"),
    "a primary key without the company": (
        "K03",
        "ALTER TABLE moves DROP CONSTRAINT moves_pkey; ALTER TABLE moves ADD PRIMARY KEY (id)",
    ),
    "a number shared by all": ("K04", "ALTER TABLE parts ADD n int GENERATED ALWAYS AS IDENTITY"),
    "a counter that can be set": ("K05", "CREATE SEQUENCE s; GRANT UPDATE ON SEQUENCE s TO unison_app"),
    "a view as its owner": ("V01", "ALTER VIEW part_codes SET (security_invoker = false)"),
    "a stored copy": (
        "V02",
        "CREATE MATERIALIZED VIEW copy AS SELECT * FROM parts; GRANT SELECT ON copy TO unison_app",
    ),
    "an unreviewed definer": ("F01", "COMMENT ON FUNCTION find_organization(text) IS 'trust me'"),
    "a definer that anybody can redirect": ("F02", "ALTER FUNCTION find_organization(text) RESET search_path"),
    "run before the policy": ("F03", "ALTER FUNCTION find_organization(text) LEAKPROOF"),
    "a definer with all power": ("F04", "ALTER FUNCTION find_organization(text) OWNER TO unison_admin"),
}


@pytest.fixture(scope="module")
def schema(server: EmbeddedServer) -> EmbeddedServer:
    with psycopg.connect(server.url("owner")) as owner:
        owner.execute(GOOD.encode())
    return server


@pytest.fixture
def admin(schema: EmbeddedServer) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """What a test plants is gone after it: in PostgreSQL roles and tables roll back alike."""
    with psycopg.connect(schema.url("admin")) as connection:
        yield connection
        connection.rollback()


def test_a_good_schema_is_clean(schema: EmbeddedServer) -> None:
    assert audit(schema.url("owner")) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_is_found(admin: psycopg.Connection[tuple[object, ...]], fault: str) -> None:
    code, statement = FAULTS[fault]
    admin.execute(statement.encode())
    assert code in {found[1] for found in audit(admin)}


def test_a_database_without_the_application_s_role_proves_nothing(
    admin: psycopg.Connection[tuple[object, ...]],
) -> None:
    admin.execute("SET isolation.app_role = 'nobody_yet'")
    assert "A01" in {found[1] for found in audit(admin)}
