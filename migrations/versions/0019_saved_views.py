"""What people ask of a list again and again."""

from __future__ import annotations

from alembic import op

from migrations import policies as p

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    p.create_tenant_table(
        "saved_views",
        p.reference("user_id"),
        p.words("noun"),
        p.words("name"),
        p.words("query", ""),
        p.yes_no("team"),
        p.yes_no("starts"),
        p.tenant_fk("user_id", "users"),
        p.tenant_unique("user_id", "noun", "name"),
        comment="States of lists under a name, of a person or of the team.",
    )


def downgrade() -> None:
    op.drop_table("saved_views")
