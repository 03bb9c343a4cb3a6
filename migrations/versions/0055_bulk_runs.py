"""One verb for many rows, as a job: what was meant, how far it is, and what was refused."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql as pg

from migrations import policies as p

revision = "0055"
down_revision = "0054"


def upgrade() -> None:
    p.create_tenant_table(
        "bulk_runs",
        p.reference("requested_by"),
        p.words("noun"),
        p.words("verb"),
        p.words("title"),
        p.words("query", ""),
        p.words("reason", ""),
        p.words("value", ""),
        sa.Column("rows", pg.JSONB, nullable=False),
        sa.Column("refused", pg.JSONB, nullable=False, server_default="[]"),
        p.whole("total"),
        p.whole("at", "0"),
        p.whole("done", "0"),
        *p.state("state", "queued", "running", "ready", "failed", "cancelled"),
        p.words("error", ""),
        p.instant("finished_at", null=True),
        p.tenant_fk("requested_by", "users"),
        plant="optional",
        comment="Verbs for many rows that a worker carries out.",
    )
    p.index("bulk_runs", "requested_by", "created_at")


def downgrade() -> None:
    op.drop_table("bulk_runs")
