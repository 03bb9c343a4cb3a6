"""What people have learned, and what an operation asks, takes and may wait for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql as pg

from migrations import policies as p

revision = "0038"
down_revision = "0037"

TIMES = ("teardown_minutes", "queue_minutes", "move_minutes")
LISTS = ("skills", "tools", "alternates")


def upgrade() -> None:
    p.create_tenant_table(
        "skills",
        p.words("code"),
        p.words("name"),
        p.words("description", ""),
        p.whole("months", null=True),
        *p.state("state", "active", "archived"),
        sa.CheckConstraint("months > 0", name="months"),
        p.tenant_unique("code"),
        p.tenant_unique("name"),
        comment="What has to be learned before some work.",
    )
    p.create_tenant_table(
        "certificates",
        p.reference("user_id"),
        p.reference("skill_id"),
        p.calendar_day("valid_from"),
        p.calendar_day("valid_to", null=True),
        p.words("document", ""),
        p.words("note", ""),
        sa.CheckConstraint("valid_to >= valid_from", name="validity"),
        p.tenant_fk("user_id", "users"),
        p.tenant_fk("skill_id", "skills"),
        p.tenant_unique("user_id", "skill_id", "valid_from"),
        comment="Who has learned what, from which day to which.",
    )
    p.index("certificates", "skill_id")
    for name in TIMES:
        op.add_column("routing_operations", p.quantity(name, "0"))
    for name in LISTS:
        op.add_column("routing_operations", sa.Column(name, pg.JSONB, nullable=False, server_default="[]"))
    op.add_column("routing_operations", p.whole("transfer_quantity", null=True))
    op.add_column("work_order_operations", sa.Column("skills", pg.JSONB, nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("work_order_operations", "skills")
    for name in ("transfer_quantity", *LISTS, *TIMES):
        op.drop_column("routing_operations", name)
    op.drop_table("certificates")
    op.drop_table("skills")
