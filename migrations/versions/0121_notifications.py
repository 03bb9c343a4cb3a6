"""What people are told."""

from __future__ import annotations

from alembic import op

from migrations import policies as p

revision = "0121"
down_revision = "0120"


def upgrade() -> None:
    p.create_tenant_table(
        "notifications",
        p.reference("user_id"),
        p.words("kind"),
        p.words("key"),
        *p.state("way", "bell", "mail", "summary"),
        p.words("title"),
        p.words("text", ""),
        p.words("href"),
        p.instant("read_at", null=True),
        p.instant("summed_at", null=True),
        p.tenant_unique("user_id", "key"),
        p.tenant_fk("user_id", "users"),
        comment="What each person was told, in their language.",
    )
    p.index("notifications", "user_id", "id")
    p.index("notifications", "key")
    p.index("notifications", "way", "created_at", where="way = 'summary' AND summed_at IS NULL AND read_at IS NULL")


def downgrade() -> None:
    op.drop_table("notifications")
