"""Who was on which job, and from when to when."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0067"
down_revision = "0066"


def upgrade() -> None:
    p.create_tenant_table(
        "labour_times",
        p.reference("work_order_id"),
        p.reference("operation_id"),
        p.reference("person_id"),
        p.instant("started_at"),
        p.instant("ended_at", null=True),
        p.words("device", ""),
        p.words("note", ""),
        p.tenant_fk("work_order_id", "work_orders"),
        p.tenant_fk("operation_id", "work_order_operations"),
        p.tenant_fk("person_id", "users"),
        sa.CheckConstraint("ended_at >= started_at", name="ended"),
        plant="required",
        comment="Who was on which job, and from when to when; open while they are.",
    )
    op.create_index(
        "uq_labour_times_open",
        "labour_times",
        ["organization_id", "person_id", "operation_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    p.index("labour_times", "work_order_id")
    p.index("labour_times", "person_id", "started_at")


def downgrade() -> None:
    op.drop_table("labour_times")
