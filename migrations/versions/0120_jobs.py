"""What became of jobs, as every company sees its own."""

from __future__ import annotations

from alembic import op

from migrations import policies as p

revision = "0120"
down_revision = "0090"


def upgrade() -> None:
    p.create_tenant_table(
        "jobs",
        p.words("key"),
        p.words("function"),
        p.json("said"),
        p.json("caller"),
        p.reference("asked_by", null=True),
        p.words("asked_name"),
        p.whole("timeout"),
        p.instant("due_at"),
        *p.state("state", "waiting", "running", "done", "failed", "dropped"),
        p.whole("attempts", "0"),
        p.instant("started_at", null=True),
        p.instant("finished_at", null=True),
        p.words("error", ""),
        p.tenant_unique("key"),
        p.tenant_fk("asked_by", "users"),
        comment="What became of every job somebody asked for.",
    )
    p.index("jobs", "created_at", "id")
    p.index("jobs", "state", "created_at", where="state IN ('waiting', 'running', 'failed')")


def downgrade() -> None:
    op.drop_table("jobs")
