"""Fields a company adds to its own records."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql as pg

from migrations import policies as p

revision = "0026"
down_revision = "0025"

EXTENDED = ("materials", "boms", "routings", "work_centers", "machines", "work_orders")


def upgrade() -> None:
    state, known = p.state("state", "active", "archived")
    kind, kinds = p.state("type", "text", "number", "date", "bool", "choice", "reference", "file")
    p.create_tenant_table(
        "custom_fields",
        p.words("noun"),
        p.words("key"),
        p.words("label"),
        kind,
        kinds,
        p.words("hint", ""),
        p.words("unit", ""),
        sa.Column("choices", pg.JSONB, nullable=False, server_default="[]"),
        p.words("target", ""),
        p.words("default", ""),
        p.words("required_from", ""),
        p.quantity("least", null=True),
        p.quantity("most", null=True),
        p.whole("longest", null=True),
        p.words("pattern", ""),
        p.words("shows_if", ""),
        p.words("shows_value", ""),
        p.yes_no("in_list"),
        p.yes_no("on_tablet"),
        p.yes_no("on_paper"),
        p.whole("position", "10"),
        state,
        known,
        p.tenant_unique("noun", "key"),
        comment="What a company asks of its records beyond what everybody does.",
    )
    for table in EXTENDED:
        op.add_column(table, sa.Column("custom", pg.JSONB, nullable=False, server_default="{}"))


def downgrade() -> None:
    for table in EXTENDED:
        op.drop_column(table, "custom")
    op.drop_table("custom_fields")
