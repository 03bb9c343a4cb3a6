"""Organizations, plants, departments, and the ledgers the workbench keeps for each company."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0001"
down_revision = None

LEDGERS = ("audit_log", "events", "request_keys", "number_series")


def upgrade() -> None:
    schema_version()
    organizations()
    trail()
    requests()


def schema_version() -> None:
    """Alembic's own table: the application reads it to say whether it is ready."""
    op.execute("COMMENT ON TABLE alembic_version IS '@global where the schema stands'")
    op.execute("GRANT SELECT ON alembic_version TO unison_app")


def organizations() -> None:
    op.create_table(
        "organizations",
        sa.Column("id", sa.Uuid, primary_key=True),
        p.instant("created_at"),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
        p.words("slug"),
        p.words("name"),
        *p.state("kind", "company", "platform"),
        *p.state("state", "active", "suspended"),
        p.words("locale", "en"),
        p.words("currency", "USD"),
        p.whole("policy_version", "1"),
        sa.UniqueConstraint("slug"),
    )
    op.execute("COMMENT ON TABLE organizations IS 'A company. Its id is the tenant of every other table.'")
    p.isolate("organizations", key="id")
    p.create_tenant_table(
        "plants",
        p.words("code"),
        p.words("name"),
        p.words("zone"),
        p.words("currency"),
        p.words("locale"),
        *p.state("state", "active", "archived"),
        p.tenant_unique("code"),
        comment="A site with one calendar, one time zone and one currency (ISA-95: site).",
    )
    p.create_tenant_table(
        "departments",
        p.words("code"),
        p.words("name"),
        *p.state("state", "active", "archived"),
        sa.UniqueConstraint("organization_id", "plant_id", "code"),
        plant="required",
        comment="A part of a plant that has people (ISA-95: area).",
    )


def trail() -> None:
    p.create_tenant_table(
        "audit_log",
        p.reference("actor_id", null=True),
        p.words("actor_name"),
        p.words("action"),
        p.words("entity"),
        p.reference("entity_id"),
        p.words("label"),
        p.json("before", null=True),
        p.json("after", null=True),
        p.words("reason", ""),
        p.words("device", ""),
        p.words("request_id", ""),
        append_only=True,
        comment="Who changed what, when, from which device and why. Written by a flush hook.",
    )
    p.index("audit_log", "entity", "entity_id", sa.text("id desc"))
    p.index("audit_log", "actor_id", sa.text("id desc"))
    p.create_tenant_table(
        "events",
        p.words("kind"),
        p.words("about_kind", ""),
        p.reference("about_id", null=True),
        p.json("topics"),
        p.json("facts"),
        p.reference("actor_id", null=True),
        plant="optional",
        append_only=True,
        comment="What happened, for live screens and outgoing webhooks.",
    )
    p.index("events", "about_kind", "about_id", sa.text("id desc"))


def requests() -> None:
    p.create_tenant_table(
        "request_keys",
        p.words("owner"),
        p.words("key"),
        p.words("fingerprint"),
        p.whole("status", null=True),
        p.json("headers", null=True),
        sa.Column("body", sa.LargeBinary),
        p.instant("answered_at", null=True),
        p.tenant_unique("owner", "key"),
        versioned=False,
        comment="Claimed idempotency keys with the stored answer; kept at least 90 days.",
    )
    p.index("request_keys", "created_at")
    p.create_tenant_table(
        "number_series",
        p.words("kind"),
        p.words("pattern"),
        sa.Column("next_value", sa.BigInteger, nullable=False),
        p.tenant_unique("kind"),
        comment="The next human number of each kind of document.",
    )


def downgrade() -> None:
    for table in (*reversed(LEDGERS), "departments", "plants", "organizations"):
        op.drop_table(table)
