"""Engineering changes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    p.create_tenant_table(
        "engineering_changes",
        p.words("number"),
        p.words("title"),
        p.words("reason", ""),
        *p.state("state", "draft", "in_review", "approved", "released", "rejected"),
        p.words("state_reason", ""),
        p.words("made_by", ""),
        p.words("approved_by", ""),
        p.instant("released_at", null=True),
        p.tenant_unique("number"),
        comment="Decisions about one or many bills of material.",
    )
    p.create_tenant_table(
        "engineering_change_bills",
        p.reference("change_id"),
        p.reference("bom_id"),
        p.reference("old_bom_id", null=True),
        sa.ForeignKeyConstraint(
            ["organization_id", "change_id"],
            ["engineering_changes.organization_id", "engineering_changes.id"],
            ondelete="CASCADE",
        ),
        p.tenant_fk("bom_id", "boms"),
        p.tenant_fk("old_bom_id", "boms"),
        p.tenant_unique("change_id", "bom_id"),
        comment="A new revision that a change brings, and the one it replaces.",
    )
    p.index("engineering_change_bills", "bom_id")


def downgrade() -> None:
    for table in ("engineering_change_bills", "engineering_changes"):
        op.drop_table(table)
