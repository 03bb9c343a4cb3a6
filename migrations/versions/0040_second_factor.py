"""Second factors, what a company asks for, and how somebody signed in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0040"
down_revision = "0039"

TABLES = ("security_policies", "passkeys", "recovery_codes", "second_factors")


def upgrade() -> None:
    op.add_column("sessions", p.words("method", "password"))
    op.execute("UPDATE sessions SET method = 'badge' WHERE kind = 'badge'")
    p.create_tenant_table(
        "second_factors",
        p.reference("user_id"),
        p.words("seed_sealed", null=True),
        p.instant("app_since", null=True),
        sa.Column("last_step", sa.BigInteger, nullable=False, server_default="0"),
        p.whole("failed_tries", "0"),
        p.instant("last_failure_at", null=True),
        p.tenant_fk("user_id", "users"),
        p.tenant_unique("user_id"),
        comment="The authenticator app of a person; its seed is sealed with the key of the installation.",
    )
    p.create_tenant_table(
        "recovery_codes",
        p.reference("user_id"),
        p.whole("place"),
        p.words("code_hash"),
        p.instant("used_at", null=True),
        p.tenant_fk("user_id", "users"),
        p.tenant_unique("code_hash"),
        comment="Codes for the day the phone is lost; each works once.",
    )
    p.index("recovery_codes", "user_id")
    policy_and_passkeys()


def policy_and_passkeys() -> None:
    p.create_tenant_table(
        "passkeys",
        p.reference("user_id"),
        p.words("name"),
        p.words("credential"),
        p.words("public_key"),
        sa.Column("sign_count", sa.BigInteger, nullable=False, server_default="0"),
        p.instant("last_used_at", null=True),
        p.instant("challenged_at", null=True),
        p.tenant_fk("user_id", "users"),
        p.tenant_unique("credential"),
        comment="Public halves of passkeys.",
    )
    p.index("passkeys", "user_id")
    op.create_index("ix_passkeys_credential", "passkeys", ["credential"])
    p.create_tenant_table(
        "security_policies",
        sa.Column("needed_by", sa.Text, nullable=False, server_default="nobody"),
        sa.CheckConstraint("needed_by IN ('nobody', 'administrators', 'everybody')", name="needed_by"),
        p.tenant_unique(),
        comment="What a company asks of its people when they sign in.",
    )
    p.gate_function(
        "gate_passkey(identifier text)",
        "TABLE (organization_id uuid, passkey_id uuid)",
        "SELECT organization_id, id FROM passkeys WHERE credential = identifier",
        "sign-in: finds the organization of a passkey",
        {"passkeys": "organization_id, id, credential"},
    )


def downgrade() -> None:
    op.execute("DROP FUNCTION gate_passkey(text)")
    for table in TABLES:
        op.drop_table(table)
    op.drop_column("sessions", "method")
