"""What a shift tells the next one at a machine, and that somebody read it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0068"
down_revision = "0067"


def upgrade() -> None:
    p.create_tenant_table(
        "shift_notes",
        p.reference("machine_id"),
        p.reference("writer_id"),
        p.words("shift", ""),
        p.instant("since"),
        p.instant("written_at"),
        p.quantity("good", "0"),
        p.quantity("scrap", "0"),
        p.quantity("rework", "0"),
        p.whole("stops", "0"),
        p.words("open_job", ""),
        p.words("note", ""),
        p.instant("read_at", null=True),
        p.reference("reader_id", null=True),
        p.tenant_fk("machine_id", "machines"),
        p.tenant_fk("writer_id", "users"),
        p.tenant_fk("reader_id", "users"),
        sa.CheckConstraint("(read_at IS NULL) = (reader_id IS NULL)", name="read"),
        plant="required",
        comment="What a shift tells the next one at a machine, and that somebody read it.",
    )
    p.index("shift_notes", "machine_id", where="read_at IS NULL")
    p.index("shift_notes", "written_at")


def downgrade() -> None:
    op.drop_table("shift_notes")
