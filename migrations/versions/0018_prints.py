"""Paper that was asked for, and what came out."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    p.create_tenant_table(
        "prints",
        p.reference("work_order_id"),
        sa.Column("kind", sa.Text, nullable=False),
        *p.state("state", "queued", "ready", "failed"),
        p.words("title"),
        p.reference("asked_by", null=True),
        p.words("trouble", ""),
        p.whole("copies", "1"),
        p.instant("ready_at", null=True),
        sa.Column("document", sa.LargeBinary),
        sa.CheckConstraint("kind IN ('traveler', 'label')", name="kind"),
        p.tenant_fk("work_order_id", "work_orders"),
        p.tenant_fk("asked_by", "users"),
        plant="required",
        comment="Documents rendered by the worker.",
    )
    p.index("prints", "work_order_id", sa.text("id desc"))


def downgrade() -> None:
    op.drop_table("prints")
