"""People, roles, sessions, tablets and badges, and the gate for what is looked up before a company is known."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0002"
down_revision = "0001"

GATES = (
    "gate_account(text)",
    "gate_session(text)",
    "gate_refresh(text)",
    "gate_device(text)",
    "gate_enrolment(text)",
    "gate_organizations()",
)
TABLES = ("refresh_tokens", "sessions", "badges", "devices", "role_members", "role_grants", "roles", "users")


def upgrade() -> None:
    people()
    rights()
    places()
    signed_in()
    gate()
    gate_of_programs_and_tablets()


def people() -> None:
    p.create_tenant_table(
        "users",
        p.words("email"),
        p.words("username", null=True),
        p.words("name"),
        p.words("password_hash", null=True),
        *p.state("state", "active", "invited", "locked", "disabled"),
        p.yes_no("superuser"),
        p.yes_no("visitor"),
        p.words("locale", ""),
        p.whole("failed_tries", "0"),
        p.instant("last_failure_at", null=True),
        p.tenant_unique("email"),
        p.tenant_unique("username"),
        comment="A person in one organization; the same e-mail may exist in others.",
    )
    op.create_index("ix_users_email", "users", ["email"])
    op.create_index("ix_users_username", "users", ["username"])


def rights() -> None:
    p.create_tenant_table(
        "roles", p.words("code"), p.words("name"), p.tenant_unique("code"), comment="A set of permissions."
    )
    p.create_tenant_table(
        "role_grants",
        p.reference("role_id"),
        p.words("permission"),
        p.tenant_fk("role_id", "roles"),
        p.tenant_unique("role_id", "permission"),
        comment="What a role may do.",
    )
    p.create_tenant_table(
        "role_members",
        p.reference("user_id"),
        p.reference("role_id"),
        p.reference("plant_id", null=True),
        p.tenant_fk("user_id", "users"),
        p.tenant_fk("role_id", "roles"),
        p.tenant_fk("plant_id", "plants"),
        sa.UniqueConstraint("organization_id", "user_id", "role_id", "plant_id", postgresql_nulls_not_distinct=True),
        comment="Who has which role in which plant; no plant means all.",
    )


def places() -> None:
    p.create_tenant_table(
        "devices",
        p.words("name"),
        *p.state("state", "pending", "active", "revoked"),
        p.words("code_hash", null=True),
        p.instant("code_expires_at", null=True),
        p.words("key_hash", null=True),
        p.tenant_unique("key_hash"),
        plant="required",
        comment="An enrolled tablet.",
    )
    op.create_index("ix_devices_key_hash", "devices", ["key_hash"])
    p.create_tenant_table(
        "badges",
        p.reference("user_id"),
        p.words("code"),
        *p.state("state", "active", "revoked"),
        p.words("pin_hash", null=True),
        p.whole("failed_pins", "0"),
        p.tenant_fk("user_id", "users"),
        p.tenant_unique("code"),
        comment="What an operator shows at a tablet.",
    )


def signed_in() -> None:
    p.create_tenant_table(
        "sessions",
        p.reference("user_id"),
        sa.Column("kind", sa.Text, nullable=False),
        p.words("token_hash"),
        p.reference("plant_id", null=True),
        p.reference("device_id", null=True),
        p.instant("expires_at"),
        p.instant("ended_at", null=True),
        p.words("ended_because", ""),
        p.words("agent", ""),
        p.words("visiting_because", ""),
        p.reference("visitor_of", null=True),
        sa.CheckConstraint("kind IN ('web', 'api', 'badge')", name="kind"),
        p.tenant_fk("user_id", "users"),
        p.tenant_fk("plant_id", "plants"),
        p.tenant_fk("device_id", "devices"),
        p.tenant_unique("token_hash"),
        comment="Somebody is signed in somewhere.",
    )
    op.create_index("ix_sessions_token_hash", "sessions", ["token_hash"])
    p.index("sessions", "user_id")
    p.create_tenant_table(
        "refresh_tokens",
        p.reference("session_id"),
        p.words("token_hash"),
        p.instant("expires_at"),
        p.instant("used_at", null=True),
        p.tenant_fk("session_id", "sessions"),
        p.tenant_unique("token_hash"),
        comment="One use of a session to get a new access token.",
    )
    op.create_index("ix_refresh_tokens_token_hash", "refresh_tokens", ["token_hash"])


def gate() -> None:
    """Ids and secret hashes only; everything else is read afterwards, inside the company's own context."""
    p.gate_function(
        "gate_account(identifier text)",
        "TABLE (organization_id uuid, user_id uuid, password_hash text)",
        "SELECT organization_id, id, password_hash FROM users WHERE (email = identifier OR username = identifier) "
        "AND state = 'active' AND NOT visitor",
        "sign-in: finds the accounts of an e-mail or user name in all organizations",
        {"users": "organization_id, id, email, username, password_hash, state, visitor"},
    )
    p.gate_function(
        "gate_session(hash text)",
        "TABLE (organization_id uuid, session_id uuid)",
        "SELECT organization_id, id FROM sessions WHERE token_hash = hash AND ended_at IS NULL",
        "session cookie: finds the organization of a session secret",
        {"sessions": "organization_id, id, token_hash, ended_at"},
    )


def gate_of_programs_and_tablets() -> None:
    p.gate_function(
        "gate_refresh(hash text)",
        "TABLE (organization_id uuid, token_id uuid)",
        "SELECT organization_id, id FROM refresh_tokens WHERE token_hash = hash",
        "token refresh: finds the organization of a refresh token",
        {"refresh_tokens": "organization_id, id, token_hash"},
    )
    p.gate_function(
        "gate_device(hash text)",
        "TABLE (organization_id uuid, device_id uuid)",
        "SELECT organization_id, id FROM devices WHERE key_hash = hash AND state = 'active'",
        "tablet: finds the organization of a device key",
        {"devices": "organization_id, id, key_hash, code_hash, code_expires_at, state"},
    )
    p.gate_function(
        "gate_enrolment(hash text)",
        "TABLE (organization_id uuid, device_id uuid)",
        "SELECT organization_id, id FROM devices "
        "WHERE code_hash = hash AND state = 'pending' AND code_expires_at > now()",
        "tablet: finds the organization that issued an enrolment code",
        {},
    )
    p.gate_function(
        "gate_organizations()",
        "TABLE (organization_id uuid)",
        "SELECT id FROM organizations WHERE state = 'active'",
        "scheduled jobs: the companies to visit, one after the other",
        {"organizations": "id, state"},
    )


def downgrade() -> None:
    for function in GATES:
        op.execute(f"DROP FUNCTION {function}")
    for table in TABLES:
        op.drop_table(table)
