"""What steps ask to be checked and what was found, pictures of steps, and what machines are able to do."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql as pg

from migrations import policies as p

revision = "0042"
down_revision = "0041"

KINDS = ("tick", "number", "text", "choice")
ABLE = ("machines", "routing_operations", "work_order_operations")


def upgrade() -> None:
    p.create_tenant_table(
        "routing_checks",
        p.reference("step_id"),
        p.whole("position"),
        p.words("label"),
        *p.state("kind", *KINDS),
        p.words("unit", ""),
        p.quantity("low", null=True),
        p.quantity("high", null=True),
        p.json("choices"),
        p.yes_no("required", "true"),
        sa.UniqueConstraint("organization_id", "step_id", "position"),
        sa.ForeignKeyConstraint(
            ["organization_id", "step_id"], ["routing_steps.organization_id", "routing_steps.id"], ondelete="CASCADE"
        ),
        sa.CheckConstraint("position > 0 AND low <= high", name="limits"),
        comment="What a step asks the person at the machine to check or measure.",
    )
    results()
    op.add_column("routing_steps", sa.Column("pictures", pg.JSONB, nullable=False, server_default="[]"))
    for table in ABLE:
        op.add_column(table, sa.Column("capabilities", pg.JSONB, nullable=False, server_default="[]"))


def results() -> None:
    p.create_tenant_table(
        "check_results",
        p.reference("work_order_id"),
        p.reference("operation_id"),
        p.reference("machine_id", null=True),
        p.reference("operator_id"),
        sa.Column("check_id", sa.Uuid, nullable=False),
        p.whole("step"),
        p.words("label"),
        *p.state("kind", *KINDS),
        p.words("said"),
        p.quantity("measured", null=True),
        p.words("unit", ""),
        p.words("limits", ""),
        p.yes_no("passed"),
        p.words("note", ""),
        p.words("device", ""),
        p.instant("occurred_at"),
        p.tenant_fk("work_order_id", "work_orders"),
        p.tenant_fk("operation_id", "work_order_operations"),
        p.tenant_fk("machine_id", "machines"),
        p.tenant_fk("operator_id", "users"),
        plant="required",
        append_only=True,
        comment="What was found at a check of an operation; the newest one counts.",
    )
    p.index("check_results", "operation_id", sa.text("id desc"))
    p.index("check_results", "occurred_at")


def downgrade() -> None:
    for table in ABLE:
        op.drop_column(table, "capabilities")
    op.drop_column("routing_steps", "pictures")
    for table in ("check_results", "routing_checks"):
        op.drop_table(table)
