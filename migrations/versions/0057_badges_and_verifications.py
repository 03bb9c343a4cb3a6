"""Sheets of badges among the papers, of people instead of an order; and verifications of a whole trail, as jobs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0057"
down_revision = "0056"

KINDS, BEFORE = "kind IN ('traveler', 'label', 'badges')", "kind IN ('traveler', 'label')"


def upgrade() -> None:
    op.alter_column("prints", "work_order_id", nullable=True)
    op.add_column("prints", p.json("wanted", null=True))
    op.drop_constraint(op.f("ck_prints_kind"), "prints", type_="check")
    op.create_check_constraint(op.f("ck_prints_kind"), "prints", sa.text(KINDS))
    verifications()


def verifications() -> None:
    p.create_tenant_table(
        "audit_verifications",
        *p.state("state", "queued", "running", "intact", "broken", "cancelled", "failed"),
        p.reference("asked_by", null=True),
        p.words("asked_name", ""),
        p.whole("entries_done", "0"),
        p.whole("entries_total", "0"),
        p.instant("finished_at", null=True),
        p.json("outcome", null=True),
        p.tenant_fk("asked_by", "users"),
        comment="Verifications of the whole trail, and what came of them.",
    )
    p.index("audit_verifications", "created_at")


def downgrade() -> None:
    op.drop_table("audit_verifications")
    op.execute("DELETE FROM prints WHERE kind = 'badges'")
    op.drop_constraint(op.f("ck_prints_kind"), "prints", type_="check")
    op.create_check_constraint(op.f("ck_prints_kind"), "prints", sa.text(BEFORE))
    op.drop_column("prints", "wanted")
    op.alter_column("prints", "work_order_id", nullable=False)
