"""What machines send: connections, the tags seen on them, last values, alarms, and series in monthly partitions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0079"
down_revision = "0077"

MONTHLY = ("telemetry", "telemetry_minutes")
BUCKET = """n bigint NOT NULL, total double precision NOT NULL, low double precision NOT NULL,
    high double precision NOT NULL, last double precision NOT NULL, last_at timestamptz NOT NULL,"""
KEY = "organization_id uuid NOT NULL, tag_id uuid NOT NULL, plant_id uuid NOT NULL, at timestamptz NOT NULL,"

#: Run as the owner of the tables, so that the application needs no right to make or drop any. A partition is reached by
#: its parent only: its own row-level security is forced and lets nobody in.
MAKE = """
CREATE FUNCTION telemetry_make_months(ahead integer) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET lock_timeout = '5s' AS $make$
DECLARE
  parent text; month timestamptz; name text; made integer := 0;
BEGIN
  FOREACH parent IN ARRAY ARRAY['telemetry', 'telemetry_minutes'] LOOP
    FOR step IN -4 .. least(greatest(ahead, 1), 24) LOOP
      month := date_trunc('month', now(), 'UTC') + make_interval(months => step);
      month := date_trunc('month', month + interval '12 hours', 'UTC');
      name := parent || to_char(month AT TIME ZONE 'UTC', '_YYYY_MM');
      CONTINUE WHEN to_regclass(name) IS NOT NULL;
      EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)', name, parent, month,
        date_trunc('month', month + interval '40 days', 'UTC'));
      EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
      EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
      made := made + 1;
    END LOOP;
  END LOOP;
  RETURN made;
END $make$
"""
RETIRE = """
CREATE FUNCTION telemetry_retire_months(keep integer) RETURNS text[] LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET lock_timeout = '5s' AS $retire$
DECLARE
  name text; gone text[] := '{}'; oldest text;
BEGIN
  oldest := to_char((now() AT TIME ZONE 'UTC') - make_interval(months => greatest(keep, 4)), 'YYYY_MM');
  FOR name IN SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent IN ('telemetry'::regclass, 'telemetry_minutes'::regclass) AND right(c.relname, 7) < oldest
    ORDER BY 1
  LOOP
    EXECUTE format('DROP TABLE %I', name);
    gone := gone || name;
  END LOOP;
  RETURN gone;
END $retire$
"""


def upgrade() -> None:
    connections()
    links()
    tags()
    values()
    series()
    functions()


def connections() -> None:
    p.create_tenant_table(
        "signal_connections",
        p.words("name"),
        *p.state("kind", "http", "mqtt", "sparkplug", "opcua", "mtconnect"),
        p.words("address", ""),
        p.words("topics", ""),
        p.words("user_name", ""),
        p.words("secret_sealed", ""),
        p.yes_no("tls"),
        p.yes_no("enabled"),
        p.whole("silence_seconds", "300"),
        sa.CheckConstraint("silence_seconds >= 0", name="silence"),
        p.tenant_unique("plant_id", "name"),
        plant="required",
        comment="Where machines are heard: brokers, servers, agents, and programs that send by themselves.",
    )


def links() -> None:
    p.create_tenant_table(
        "signal_links",
        p.reference("connection_id"),
        *p.state("state", "waiting", "connected", "broken", "off"),
        p.instant("since", null=True),
        p.instant("heard_at", null=True),
        p.instant("message_at", null=True),
        p.words("error", ""),
        p.instant("error_at", null=True),
        *(sa.Column(name, sa.BigInteger, nullable=False, server_default="0") for name in
          ("taken", "repeated", "late", "refused")),
        p.tenant_fk("connection_id", "signal_connections"),
        p.tenant_unique("connection_id"),
        plant="required",
        versioned=False,
        comment="How a connection does: since when, what came, and what went wrong last.",
    )  # fmt: skip
    p.create_tenant_table(
        "signal_batches",
        p.reference("connection_id"),
        p.words("message"),
        p.json("counts"),
        p.tenant_fk("connection_id", "signal_connections"),
        p.tenant_unique("connection_id", "message"),
        plant="required",
        versioned=False,
        comment="Messages that were taken, and what became of them: the same one counts once.",
    )


def tags() -> None:
    p.create_tenant_table(
        "signal_tags",
        p.reference("connection_id"),
        p.words("name"),
        p.reference("machine_id", null=True),
        *p.state("kind", "", "state", "good", "reject", "counter", "telemetry", "alarm"),
        p.words("label", ""),
        p.words("unit", ""),
        p.quantity("factor", "1"),
        p.quantity("shift", "0"),
        p.quantity("wraps_at", null=True),
        p.json("words", null=True),
        p.yes_no("ignored"),
        p.tenant_fk("connection_id", "signal_connections"),
        p.tenant_fk("machine_id", "machines"),
        p.tenant_unique("connection_id", "name"),
        sa.CheckConstraint("(kind = '') = (machine_id IS NULL)", name="mapped"),
        plant="required",
        comment="What is said on a connection, and what it means: of which machine, and which kind of signal.",
    )
    p.index("signal_tags", "machine_id", "kind")


def values() -> None:
    p.create_tenant_table(
        "signal_latest",
        p.reference("tag_id"),
        p.instant("at"),
        p.instant("received_at"),
        sa.Column("value", sa.Double, nullable=True),
        p.words("said", null=True),
        p.json("recent"),
        p.tenant_fk("tag_id", "signal_tags"),
        p.tenant_unique("tag_id"),
        plant="required",
        versioned=False,
        comment="The newest value of every tag, and the ten before it.",
    )
    op.execute("ALTER TABLE signal_latest SET (fillfactor = 60)")
    p.create_tenant_table(
        "machine_alarms",
        p.reference("machine_id"),
        p.reference("tag_id"),
        p.instant("at"),
        p.yes_no("active"),
        p.words("words", ""),
        p.tenant_fk("machine_id", "machines"),
        p.tenant_fk("tag_id", "signal_tags"),
        p.tenant_unique("tag_id", "at"),
        plant="required",
        append_only=True,
        comment="Alarms of machines as they came and went.",
    )
    p.index("machine_alarms", "machine_id", "at")


def series() -> None:
    """No foreign keys: a check for each of a hundred thousand rows a second costs a third of them. The policy says
    whose row it is, and the tag was looked up under it."""
    for name, more, by_month, appended in (
        ("telemetry", "value double precision NOT NULL,", True, True),
        ("telemetry_minutes", BUCKET, True, False),
        ("telemetry_hours", BUCKET, False, False),
    ):
        op.execute(
            f"CREATE TABLE {name} ({KEY} {more} CONSTRAINT pk_{name} PRIMARY KEY (organization_id, tag_id, at))"
            + (" PARTITION BY RANGE (at)" if by_month else " WITH (fillfactor = 80)")
        )
        op.execute(f"COMMENT ON TABLE {name} IS '@series {'@append_only ' if appended else ''}Values of tags by time.'")
        p.isolate(name, plant="required", append_only=appended)
    op.execute("CREATE INDEX ix_telemetry_at ON telemetry USING brin (at)")


def functions() -> None:
    for statement, call, why in (
        (MAKE, "telemetry_make_months(integer)", "makes partitions of the months to come; returns how many"),
        (RETIRE, "telemetry_retire_months(integer)", "drops partitions older than the retention, never below 4 months"),
    ):
        op.execute(statement)
        op.execute(f"COMMENT ON FUNCTION {call} IS '@definer {why}'")
        op.execute(f"REVOKE ALL ON FUNCTION {call} FROM PUBLIC")
        op.execute(f"GRANT EXECUTE ON FUNCTION {call} TO {p.APP}")
    op.execute("SELECT telemetry_make_months(3)")


def downgrade() -> None:
    op.execute("DROP FUNCTION telemetry_retire_months(integer)")
    op.execute("DROP FUNCTION telemetry_make_months(integer)")
    for table in (
        "telemetry_hours", "telemetry_minutes", "telemetry", "machine_alarms", "signal_latest", "signal_tags",
        "signal_batches", "signal_links", "signal_connections",
    ):  # fmt: skip
        op.drop_table(table)
