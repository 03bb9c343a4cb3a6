"""What stands on labels, the printers that print them, and every label that was printed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0074"
down_revision = "0070"


def upgrade() -> None:
    templates()
    printers()
    prints()


def templates() -> None:
    state, known = p.state("state", "draft", "released", "replaced")
    p.create_tenant_table(
        "label_templates",
        p.words("code"),
        p.words("name"),
        p.words("noun"),
        p.whole("revision", "1"),
        state,
        known,
        p.quantity("width"),
        p.quantity("height"),
        p.json("elements"),
        p.reference("released_by", null=True),
        p.instant("released_at", null=True),
        p.tenant_fk("released_by", "users"),
        p.tenant_unique("code", "revision"),
        sa.CheckConstraint("width > 0 AND height > 0", name="size"),
        comment="What stands where on a label, in versions: one draft, one released, and those before.",
    )
    for one in ("draft", "released"):
        op.create_index(
            f"uq_label_templates_{one}",
            "label_templates",
            ["organization_id", "code"],
            unique=True,
            postgresql_where=sa.text(f"state = '{one}'"),
        )


def printers() -> None:
    kind, kinds = p.state("kind", "pdf", "zpl_tcp", "zpl_file")
    state, known = p.state("state", "active", "archived")
    p.create_tenant_table(
        "printers",
        p.words("code"),
        p.words("name"),
        kind,
        kinds,
        p.words("host", ""),
        p.whole("port", "9100"),
        p.whole("dpi", "203"),
        p.quantity("width", null=True),
        p.quantity("height", null=True),
        state,
        known,
        p.words("trouble", ""),
        p.instant("answered_at", null=True),
        sa.UniqueConstraint("organization_id", "plant_id", "code"),
        sa.CheckConstraint("dpi IN (203, 300, 600)", name="dpi"),
        plant="required",
        comment="Where labels come out: a browser, a label printer in the network, a file for one.",
    )
    p.create_tenant_table(
        "station_printers",
        p.reference("station_id"),
        p.reference("printer_id"),
        sa.ForeignKeyConstraint(
            ["organization_id", "station_id"], ["stations.organization_id", "stations.id"], ondelete="CASCADE"
        ),
        p.tenant_fk("printer_id", "printers"),
        p.tenant_unique("station_id"),
        comment="The printer that stands beside a tablet.",
    )


def prints() -> None:
    state, known = p.state("state", "queued", "waiting", "ready", "sent", "failed")
    p.create_tenant_table(
        "label_prints",
        p.reference("template_id"),
        p.reference("printer_id"),
        p.words("noun"),
        p.words("code"),
        p.whole("copies", "1"),
        state,
        known,
        p.words("trouble", ""),
        p.whole("attempts", "0"),
        p.reference("reprint_of_id", null=True),
        p.words("reason", ""),
        p.reference("asked_by", null=True),
        p.instant("printed_at", null=True),
        p.json("said"),
        sa.Column("document", sa.LargeBinary, nullable=True),
        p.tenant_fk("template_id", "label_templates"),
        p.tenant_fk("printer_id", "printers"),
        p.tenant_fk("reprint_of_id", "label_prints"),
        p.tenant_fk("asked_by", "users"),
        sa.CheckConstraint("copies BETWEEN 1 AND 1000", name="copies"),
        plant="required",
        comment="Who printed which label of what, how often, and what became of it.",
    )
    p.index("label_prints", "code")
    p.index("label_prints", "reprint_of_id")


def downgrade() -> None:
    for table in ("label_prints", "station_printers", "printers", "label_templates"):
        op.drop_table(table)
