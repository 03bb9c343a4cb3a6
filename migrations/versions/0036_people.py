"""Invitations, people who are locked with a reason, rights taken out of a role, and looking on as somebody else."""

from __future__ import annotations

from alembic import op

from migrations import policies as p

revision = "0036"
down_revision = "0035"


def upgrade() -> None:
    op.add_column("users", p.words("state_because", ""))
    op.add_column("role_grants", p.yes_no("taken"))
    op.add_column("sessions", p.reference("viewing_as", null=True))
    op.create_foreign_key(
        "fk_sessions_viewing_as", "sessions", "users", ["organization_id", "viewing_as"], ["organization_id", "id"]
    )
    p.create_tenant_table(
        "invitations",
        p.reference("user_id"),
        p.words("token_hash"),
        p.instant("expires_at"),
        p.instant("used_at", null=True),
        p.tenant_fk("user_id", "users"),
        p.tenant_unique("user_id"),
        p.tenant_unique("token_hash"),
        comment="A link with which somebody who was invited chooses a password, once.",
    )
    op.create_index("ix_invitations_token_hash", "invitations", ["token_hash"])
    p.gate_function(
        "gate_invitation(hash text)",
        "TABLE (organization_id uuid, invitation_id uuid)",
        "SELECT organization_id, id FROM invitations "
        "WHERE token_hash = hash AND used_at IS NULL AND expires_at > now()",
        "invitation: finds the organization that invited the person who holds the link",
        {"invitations": "organization_id, id, token_hash, used_at, expires_at"},
    )


def downgrade() -> None:
    op.execute("DROP FUNCTION gate_invitation(text)")
    op.drop_table("invitations")
    op.drop_constraint("fk_sessions_viewing_as", "sessions")
    op.drop_column("sessions", "viewing_as")
    op.drop_column("role_grants", "taken")
    op.drop_column("users", "state_because")
