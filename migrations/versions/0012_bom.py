"""Bills of material."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    p.create_tenant_table(
        "boms",
        p.reference("material_id"),
        p.words("revision", "A"),
        p.quantity("base_quantity", "1"),
        p.calendar_day("valid_from", null=True),
        p.calendar_day("valid_to", null=True),
        *p.state("state", "draft", "released", "superseded", "obsolete"),
        p.tenant_unique("material_id", "revision"),
        p.tenant_fk("material_id", "materials"),
        sa.CheckConstraint("base_quantity > 0", name="base_quantity"),
        sa.CheckConstraint("valid_to >= valid_from", name="validity"),
        comment="What a quantity of a material takes, by revision and validity.",
    )
    op.execute(
        "ALTER TABLE boms ADD CONSTRAINT one_released_bom_a_day EXCLUDE USING gist "
        "(organization_id WITH =, material_id WITH =, daterange(valid_from, valid_to, '[]') WITH &&) "
        "WHERE (state = 'released')"
    )
    lines()


def lines() -> None:
    p.create_tenant_table(
        "bom_lines",
        p.reference("bom_id"),
        p.whole("position", "10"),
        p.reference("component_id"),
        p.quantity("quantity"),
        p.reference("unit_id"),
        p.quantity("scrap", "0"),
        p.calendar_day("valid_from", null=True),
        p.calendar_day("valid_to", null=True),
        p.whole("operation", null=True),
        p.words("note", ""),
        sa.ForeignKeyConstraint(["organization_id", "bom_id"], ["boms.organization_id", "boms.id"], ondelete="CASCADE"),
        p.tenant_fk("component_id", "materials"),
        p.tenant_fk("unit_id", "units"),
        sa.CheckConstraint("quantity > 0", name="quantity"),
        sa.CheckConstraint("scrap >= 0 AND scrap < 1", name="scrap"),
        sa.CheckConstraint("valid_to >= valid_from", name="validity"),
        comment="Components with quantity, scrap, days and the operation that uses them.",
    )
    p.index("bom_lines", "bom_id", "position")
    p.index("bom_lines", "component_id")


def downgrade() -> None:
    for table in ("bom_lines", "boms"):
        op.drop_table(table)
