"""Other programs that are told what happens, and what they were told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0122"
down_revision = "0121"


def upgrade() -> None:
    p.create_tenant_table(
        "webhooks",
        p.words("name"),
        p.words("url"),
        p.json("kinds"),
        *p.state("state", "active", "paused"),
        p.words("secret_sealed"),
        p.words("old_sealed", ""),
        p.instant("old_until", null=True),
        p.instant("rests_until", null=True),
        p.instant("busy_until", null=True),
        p.words("trouble", ""),
        p.tenant_unique("name"),
        comment="Addresses of other programs. Their secrets are sealed.",
    )
    p.create_tenant_table(
        "webhook_deliveries",
        p.reference("webhook_id"),
        p.words("kind"),
        p.reference("about_id", null=True),
        p.words("body"),
        *p.state("state", "pending", "retrying", "delivered", "failed"),
        p.whole("attempts", "0"),
        p.instant("tried_at", null=True),
        p.instant("next_at"),
        p.whole("status", null=True),
        p.words("words", ""),
        sa.ForeignKeyConstraint(
            ["organization_id", "webhook_id"], ["webhooks.organization_id", "webhooks.id"], ondelete="CASCADE"
        ),
        comment="What was told to other programs.",
    )
    p.index("webhook_deliveries", "webhook_id", "id", where="state IN ('pending', 'retrying')")
    p.index("webhook_deliveries", "created_at", "id")
    op.execute(
        "CREATE INDEX ix_webhook_deliveries_about ON webhook_deliveries (organization_id, webhook_id, about_id, id) "
        "WHERE state IN ('pending', 'retrying')"
    )
    op.execute("CREATE INDEX ix_webhook_deliveries_webhook ON webhook_deliveries (organization_id, webhook_id, state)")


def downgrade() -> None:
    op.drop_table("webhook_deliveries")
    op.drop_table("webhooks")
