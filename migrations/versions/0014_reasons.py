"""Why a part is bad and why a machine stands: the reasons people touch on the floor."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    p.create_tenant_table(
        "reasons",
        sa.Column("kind", sa.Text, nullable=False),
        p.words("code"),
        p.words("name"),
        p.words("icon", "alert-triangle"),
        p.yes_no("planned"),
        *p.state("state", "active", "archived"),
        sa.CheckConstraint("kind IN ('scrap', 'stop')", name="kind"),
        p.tenant_unique("kind", "code"),
        comment="Reasons for scrap and for stops.",
    )


def downgrade() -> None:
    op.drop_table("reasons")
