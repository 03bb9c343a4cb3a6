"""Single sign-on: a provider for each company, who is linked to whom, and what came of every try."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0056"
down_revision = "0055"


def upgrade() -> None:
    p.create_tenant_table(
        "sign_on_providers",
        p.words("issuer"),
        p.words("client_id"),
        p.words("secret_sealed", ""),
        p.words("domains", ""),
        p.yes_no("creates"),
        p.words("role", "operator"),
        p.words("proof", "provider"),
        p.yes_no("enabled"),
        p.yes_no("alone"),
        p.reference("break_glass_id", null=True),
        p.instant("worked_at", null=True),
        sa.CheckConstraint("proof IN ('provider', 'proved')", name="proof"),
        p.tenant_fk("break_glass_id", "users"),
        p.tenant_unique(),
        comment="The identity provider of a company; its secret is sealed with the key of the installation.",
    )
    links_and_tries()
    p.gate_function(
        "gate_sign_on(wanted text)",
        "TABLE (organization_id uuid)",
        "SELECT o.id FROM organizations o JOIN sign_on_providers s ON s.organization_id = o.id "
        "WHERE o.slug = wanted AND o.state = 'active' AND s.enabled",
        "sign-in page: finds the company that has single sign-on by its short name",
        {"organizations": "id, slug, state", "sign_on_providers": "organization_id, enabled"},
    )


def links_and_tries() -> None:
    p.create_tenant_table(
        "sign_on_links",
        p.reference("user_id"),
        p.words("issuer"),
        p.words("subject"),
        p.instant("last_used_at", null=True),
        p.tenant_fk("user_id", "users"),
        p.tenant_unique("user_id"),
        p.tenant_unique("issuer", "subject"),
        comment="Which person of the provider is which person here.",
    )
    p.create_tenant_table(
        "sign_on_tries",
        p.words("state_hash"),
        *p.state("outcome", "open", "signed-in", "refused"),
        p.words("who", ""),
        p.words("because", ""),
        p.tenant_unique("state_hash"),
        comment="Every answer of a provider, once, and what came of it.",
    )
    p.index("sign_on_tries", "created_at")


def downgrade() -> None:
    op.execute("DROP FUNCTION gate_sign_on(text)")
    for table in ("sign_on_tries", "sign_on_links", "sign_on_providers"):
        op.drop_table(table)
