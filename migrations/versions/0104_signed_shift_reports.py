"""Who signed the report of a shift, and what it said then."""

from __future__ import annotations

from alembic import op

from migrations import policies as p

revision = "0104"
down_revision = "0103"


def upgrade() -> None:
    p.create_tenant_table(
        "shift_signatures",
        p.calendar_day("day"),
        p.words("code"),
        p.words("shift"),
        *p.state("role", "leader", "taken_over"),
        p.reference("signer_id"),
        p.words("remark", ""),
        p.instant("signed_at"),
        p.json("figures"),
        p.tenant_fk("signer_id", "users"),
        p.tenant_unique("plant_id", "day", "code", "role"),
        plant="required",
        append_only=True,
        comment="Signatures under reports of shifts, with the figures as they were signed.",
    )


def downgrade() -> None:
    op.drop_table("shift_signatures")
