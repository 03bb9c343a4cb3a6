"""Pictures and documents of records."""

from __future__ import annotations

from alembic import op

from migrations import policies as p

revision = "0039"
down_revision = "0038"


def upgrade() -> None:
    p.create_tenant_table(
        "files",
        p.words("noun"),
        p.reference("record_id"),
        p.words("name"),
        p.words("note", ""),
        p.words("media_type"),
        p.whole("size"),
        p.words("digest"),
        p.words("key"),
        p.words("uploaded_by", ""),
        comment="What is kept with a record; the bytes are in the storage.",
    )
    p.index("files", "noun", "record_id")


def downgrade() -> None:
    op.drop_table("files")
