"""Lists that were taken out as files."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    p.create_tenant_table(
        "exports",
        p.words("noun"),
        p.words("title"),
        p.words("query", ""),
        p.words("format"),
        *p.state("state", "queued", "running", "ready", "failed", "cancelled"),
        p.whole("rows_done", "0"),
        p.whole("rows_total", "0"),
        p.words("file_name"),
        p.whole("size", null=True),
        sa.Column("content", sa.LargeBinary),
        p.reference("requested_by", null=True),
        p.words("error", ""),
        p.instant("finished_at", null=True),
        sa.CheckConstraint("format IN ('csv', 'xlsx')", name="format"),
        p.tenant_fk("requested_by", "users"),
        plant="optional",
        comment="Lists taken out as files: by whom, what of them, how many rows. The file of a large one, for a week.",
    )
    p.index("exports", "requested_by", sa.text("id desc"))


def downgrade() -> None:
    op.drop_table("exports")
