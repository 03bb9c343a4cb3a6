"""How the product looks and speaks for a company."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql as pg

from migrations import policies as p

revision = "0035"
down_revision = "0034"


def upgrade() -> None:
    pictures()
    brands()
    p.index("brands", "host", where="state = 'published' AND host <> ''")
    p.gate_function(
        "gate_brand(wanted text)",
        "TABLE (organization_id uuid)",
        "SELECT organization_id FROM brands WHERE host = wanted AND host <> '' AND state = 'published' "
        "ORDER BY created_at LIMIT 1",
        "sign-in page: finds the company that is opened under a host name",
        {"brands": "organization_id, host, state, created_at"},
    )


def pictures() -> None:
    p.create_tenant_table(
        "brand_pictures",
        p.words("kind"),
        p.reference("plant_id", null=True),
        p.words("media_type"),
        p.words("digest"),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.CheckConstraint("kind IN ('logo', 'icon', 'label')", name="kind"),
        p.tenant_fk("plant_id", "plants"),
        comment="Pictures that were cleaned.",
    )


def brands() -> None:
    p.create_tenant_table(
        "brands",
        *p.state("state", "draft", "published", "past"),
        p.words("name", ""),
        p.words("accent", ""),
        p.words("accent_dark", ""),
        p.words("host", ""),
        sa.Column("terms", pg.JSONB, nullable=False, server_default="{}"),
        sa.Column("switched_off", pg.JSONB, nullable=False, server_default="[]"),
        p.reference("logo_id", null=True),
        p.reference("icon_id", null=True),
        p.tenant_fk("logo_id", "brand_pictures"),
        p.tenant_fk("icon_id", "brand_pictures"),
        comment="Faces of the company: one published, at most one in preparation.",
    )
    for state in ("draft", "published"):
        where = sa.text(f"state = '{state}'")
        op.create_index(f"ix_brands_one_{state}", "brands", ["organization_id"], unique=True, postgresql_where=where)


def downgrade() -> None:
    op.execute("DROP FUNCTION gate_brand")
    op.drop_table("brands")
    op.drop_table("brand_pictures")
