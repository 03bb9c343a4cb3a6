"""Keys of programs."""

from __future__ import annotations

from alembic import op

from migrations import policies as p

revision = "0037"
down_revision = "0036"


def upgrade() -> None:
    p.create_tenant_table(
        "api_keys",
        p.reference("user_id"),
        p.reference("plant_id", null=True),
        p.words("name"),
        p.words("starts"),
        p.json("scopes"),
        p.json("addresses"),
        p.words("secret_hash"),
        p.words("previous_hash", null=True),
        p.instant("previous_until", null=True),
        p.instant("expires_at"),
        p.instant("rotated_at", null=True),
        p.instant("revoked_at", null=True),
        p.words("revoked_because", ""),
        p.instant("last_used_at", null=True),
        p.tenant_fk("user_id", "users"),
        p.tenant_fk("plant_id", "plants"),
        p.tenant_unique("name"),
        p.tenant_unique("secret_hash"),
        comment="What programs show instead of a password; only hashes of it are kept.",
    )
    op.create_index("ix_api_keys_secret_hash", "api_keys", ["secret_hash"])
    op.create_index("ix_api_keys_previous_hash", "api_keys", ["previous_hash"])
    p.gate_function(
        "gate_api_key(hash text)",
        "TABLE (organization_id uuid, key_id uuid)",
        "SELECT organization_id, id FROM api_keys WHERE (secret_hash = hash OR previous_hash = hash) "
        "AND revoked_at IS NULL",
        "API: finds the organization of a program''s key",
        {"api_keys": "organization_id, id, secret_hash, previous_hash, revoked_at"},
    )


def downgrade() -> None:
    op.execute("DROP FUNCTION gate_api_key(text)")
    op.drop_table("api_keys")
