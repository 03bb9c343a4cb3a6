"""Calls for help from a machine: who called whom, who came, and what was done."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0087"
down_revision = "0086"


def upgrade() -> None:
    p.create_tenant_table(
        "calls",
        p.reference("machine_id"),
        p.words("kind"),
        p.words("note", ""),
        p.reference("caller_id"),
        p.instant("called_at"),
        p.reference("helper_id", null=True),
        p.instant("accepted_at", null=True),
        p.instant("ended_at", null=True),
        p.words("solution", ""),
        *p.state("state", "open", "accepted", "solved", "withdrawn"),
        p.tenant_fk("machine_id", "machines"),
        p.tenant_fk("caller_id", "users"),
        p.tenant_fk("helper_id", "users"),
        sa.CheckConstraint("kind IN ('maintenance', 'quality', 'material', 'supervisor')", name="kind"),
        sa.CheckConstraint("(accepted_at IS NULL) = (helper_id IS NULL)", name="accepted"),
        sa.CheckConstraint("(ended_at IS NULL) = (state IN ('open', 'accepted'))", name="ended"),
        plant="required",
        comment="A call for help from a machine: who called whom, who came, and what was done.",
    )
    op.create_index(
        "one_call_of_a_kind", "calls", ["organization_id", "machine_id", "kind"], unique=True,
        postgresql_where=sa.text("state IN ('open', 'accepted')"),
    )  # fmt: skip
    p.index("calls", "called_at")


def downgrade() -> None:
    op.drop_table("calls")
