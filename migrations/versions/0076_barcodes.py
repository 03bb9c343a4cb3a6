"""Barcodes that programs asked for: what they say. The pictures are in the storage."""

from __future__ import annotations

from alembic import op

from migrations import policies as p

revision = "0076"
down_revision = "0075"


def upgrade() -> None:
    kind, kinds = p.state("kind", "code128", "gs1_128", "datamatrix", "gs1_datamatrix", "qr", "digital_link")
    p.create_tenant_table(
        "barcodes",
        kind,
        kinds,
        p.words("data"),
        p.words("svg_key"),
        p.words("png_key"),
        p.reference("asked_by", null=True),
        p.tenant_fk("asked_by", "users"),
        p.tenant_unique("kind", "data"),
        comment="Barcodes kept as pictures; the same one is made once.",
    )


def downgrade() -> None:
    op.drop_table("barcodes")
