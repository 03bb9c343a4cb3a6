"""The production log, and the stations where it is written."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0016"
down_revision = "0015"

KINDS = ("good", "scrap", "rework", "start", "pause", "resume", "stop", "finish", "note")


def upgrade() -> None:
    kinds = ", ".join(f"'{kind}'" for kind in KINDS)
    p.create_tenant_table(
        "production_log",
        p.reference("work_order_id"),
        p.reference("operation_id"),
        p.reference("machine_id", null=True),
        p.reference("operator_id"),
        sa.Column("kind", sa.Text, nullable=False),
        p.quantity("quantity", "0"),
        p.reference("reason_id", null=True),
        p.words("note", ""),
        p.words("device", ""),
        p.instant("occurred_at"),
        p.reference("reverses_id", null=True),
        p.tenant_fk("work_order_id", "work_orders"),
        p.tenant_fk("operation_id", "work_order_operations"),
        p.tenant_fk("machine_id", "machines"),
        p.tenant_fk("operator_id", "users"),
        p.tenant_fk("reason_id", "reasons"),
        p.tenant_fk("reverses_id", "production_log"),
        p.tenant_unique("reverses_id"),
        sa.CheckConstraint(f"kind IN ({kinds})", name="kind"),
        plant="required",
        append_only=True,
        comment="What people reported, as they reported it; corrections are reversing rows.",
    )
    p.index("production_log", "operation_id", sa.text("id desc"))
    p.index("production_log", "work_order_id", sa.text("id desc"))
    p.index("production_log", "occurred_at")
    p.create_tenant_table(
        "stations",
        p.reference("machine_id"),
        p.reference("device_id"),
        p.tenant_fk("machine_id", "machines"),
        p.tenant_fk("device_id", "devices"),
        p.tenant_unique("device_id"),
        plant="required",
        comment="Which machine a tablet stands at.",
    )


def downgrade() -> None:
    for table in ("stations", "production_log"):
        op.drop_table(table)
