"""Files that are imported: what they are, what they say row by row, and what became of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0030"
down_revision = "0029"

STATES = ("mapping", "checking", "checked", "applying", "done", "undoing", "undone", "failed", "cancelled")


def upgrade() -> None:
    p.create_tenant_table(
        "imports",
        p.words("name"),
        *p.state("state", *STATES),
        p.json("plan"),
        p.json("counts"),
        p.words("nouns", ""),
        p.whole("rows_total", "0"),
        p.whole("rows_done", "0"),
        p.words("error", ""),
        p.reference("requested_by", null=True),
        p.instant("finished_at", null=True),
        p.tenant_fk("requested_by", "users"),
        plant="optional",
        comment="Files that were brought in: by whom, how their columns were read, how many rows became what.",
    )
    p.index("imports", sa.text("id desc"))
    _rows()
    _mappings()


def _rows() -> None:
    p.create_tenant_table(
        "import_parts",
        p.reference("import_id"),
        p.whole("file"),
        p.whole("position"),
        sa.Column("content", sa.LargeBinary, nullable=False),
        p.tenant_fk("import_id", "imports"),
        p.tenant_unique("import_id", "file", "position"),
        versioned=False,
        comment="The files of imports, compressed, in pieces of a megabyte.",
    )
    p.create_tenant_table(
        "import_rows",
        p.reference("import_id"),
        p.whole("source"),
        p.whole("row"),
        p.json("said"),
        p.words("outcome"),
        p.json("problems", null=True),
        p.json("changes", null=True),
        sa.Column("record", sa.Uuid),
        p.tenant_fk("import_id", "imports"),
        versioned=False,
        comment="What each row of an import says, and what the last check found it would do.",
    )
    p.index("import_rows", "import_id", "source", "row")
    p.index("import_rows", "import_id", "outcome", "source", "row")


def _mappings() -> None:
    p.create_tenant_table(
        "import_mappings",
        p.words("noun"),
        p.words("heads"),
        p.json("mapping"),
        p.tenant_unique("noun", "heads"),
        comment="How the columns of a file were read last time, by its headings.",
    )
    op.create_index(
        "ix_audit_log_imports", "audit_log", ["organization_id", "request_id", "id"],
        postgresql_where=sa.text("request_id like 'import:%'"),
    )  # fmt: skip


def downgrade() -> None:
    op.drop_index("ix_audit_log_imports", "audit_log")
    for table in ("import_mappings", "import_rows", "import_parts", "imports"):
        op.drop_table(table)
