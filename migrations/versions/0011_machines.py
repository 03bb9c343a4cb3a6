"""Work centers and machines."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    p.create_tenant_table(
        "work_centers",
        p.words("code"),
        p.words("name"),
        p.money("cost_rate", "0"),
        p.words("currency", "USD"),
        p.quantity("hours_per_week", "0"),
        p.whole("slots", "1"),
        *p.state("state", "active", "archived"),
        sa.UniqueConstraint("organization_id", "plant_id", "code"),
        sa.CheckConstraint("slots > 0 AND cost_rate >= 0 AND hours_per_week >= 0", name="capacity"),
        plant="required",
        comment="Where operations of one kind happen (ISA-95: work center).",
    )
    p.create_tenant_table(
        "machines",
        p.reference("work_center_id"),
        p.words("code"),
        p.words("name"),
        p.words("machine_class", ""),
        p.words("location", ""),
        p.money("cost_rate", null=True),
        p.whole("slots", "1"),
        *p.state(
            "state", "unknown", "idle", "setup", "running", "planned_stop", "unplanned_stop", "maintenance", "offline"
        ),
        p.instant("state_since", null=True),
        p.words("state_reason", ""),
        *p.state("life", "active", "archived"),
        p.tenant_fk("work_center_id", "work_centers"),
        sa.UniqueConstraint("organization_id", "plant_id", "code"),
        sa.CheckConstraint("slots > 0 AND (cost_rate IS NULL OR cost_rate >= 0)", name="capacity"),
        plant="required",
        comment="One machine or bench, and what it is doing now.",
    )
    p.index("machines", "work_center_id")


def downgrade() -> None:
    for table in ("machines", "work_centers"):
        op.drop_table(table)
