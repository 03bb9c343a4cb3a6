"""Seals over the audit trail."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    p.create_tenant_table(
        "audit_seals",
        sa.Column("number", sa.BigInteger, nullable=False),
        p.instant("sealed_at"),
        p.whole("row_count"),
        p.reference("first_id"),
        p.reference("last_id"),
        p.instant("first_at"),
        p.instant("last_at"),
        p.words("previous"),
        p.words("hash"),
        p.tenant_unique("number"),
        append_only=True,
        comment="Batches of the audit trail, each under a hash that contains the hash of the one before.",
    )
    p.create_tenant_table(
        "audit_sealed_entries",
        p.reference("seal_id"),
        p.whole("place"),
        p.words("hash"),
        p.words("entity"),
        p.words("label"),
        p.words("actor_name"),
        p.tenant_unique("seal_id", "place"),
        p.tenant_fk("seal_id", "audit_seals"),
        append_only=True,
        comment="Which entry of the audit trail is in which seal, with its own hash. Has the id of the entry.",
    )


def downgrade() -> None:
    op.drop_table("audit_sealed_entries")
    op.drop_table("audit_seals")
