"""Links with which somebody who forgot their password chooses a new one."""

from __future__ import annotations

from alembic import op

from migrations import policies as p

revision = "0123"
down_revision = "0107"


def upgrade() -> None:
    p.create_tenant_table(
        "password_links",
        p.reference("user_id"),
        p.words("token_hash"),
        p.instant("expires_at"),
        p.instant("used_at", null=True),
        p.tenant_fk("user_id", "users"),
        p.tenant_unique("user_id"),
        p.tenant_unique("token_hash"),
        comment="A link with which somebody who forgot their password chooses a new one, once.",
    )
    op.create_index("ix_password_links_token_hash", "password_links", ["token_hash"])
    p.gate_function(
        "gate_password_link(hash text)",
        "TABLE (organization_id uuid, link_id uuid)",
        "SELECT organization_id, id FROM password_links "
        "WHERE token_hash = hash AND used_at IS NULL AND expires_at > now()",
        "new password: finds the organization of the person who holds the link",
        {"password_links": "organization_id, id, token_hash, used_at, expires_at"},
    )


def downgrade() -> None:
    op.execute("DROP FUNCTION gate_password_link(text)")
    op.drop_table("password_links")
