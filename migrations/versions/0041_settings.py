"""Settings that companies, plants and people choose for themselves."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0041"
down_revision = "0040"


def upgrade() -> None:
    p.create_tenant_table(
        "setting_values",
        p.words("key"),
        sa.Column("scope", sa.Text, nullable=False),
        p.reference("plant_id", null=True),
        p.reference("user_id", null=True),
        p.words("value"),
        sa.CheckConstraint("scope IN ('organization', 'plant', 'user')", name="scope"),
        p.tenant_fk("plant_id", "plants"),
        p.tenant_fk("user_id", "users"),
        sa.UniqueConstraint("organization_id", "key", "plant_id", "user_id", postgresql_nulls_not_distinct=True),
        comment="What a company, a plant or a person chose.",
    )


def downgrade() -> None:
    op.drop_table("setting_values")
