"""What a material costs, by kind and from which day on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    p.create_tenant_table(
        "material_costs",
        p.reference("material_id"),
        p.words("kind"),
        p.money("amount"),
        p.words("currency"),
        p.quantity("quantity", "1"),
        p.reference("unit_id"),
        p.calendar_day("valid_from"),
        p.words("source", "entry"),
        p.words("note", ""),
        p.tenant_fk("unit_id", "units"),
        p.tenant_unique("material_id", "kind", "valid_from"),
        sa.ForeignKeyConstraint(
            ["organization_id", "material_id"], ["materials.organization_id", "materials.id"], ondelete="CASCADE"
        ),
        sa.CheckConstraint("kind IN ('standard', 'last', 'average')", name="kind"),
        sa.CheckConstraint("source IN ('entry', 'import', 'purchase', 'stock')", name="source"),
        sa.CheckConstraint("amount >= 0", name="amount"),
        sa.CheckConstraint("quantity > 0", name="quantity"),
        comment="Standard, last and average cost of a material, each valid until the next of its kind.",
    )
    p.index("material_costs", "valid_from", "id")
    keep_what_is_known()


def keep_what_is_known() -> None:
    """The standard costs so far become the first records, valid since the material is there."""
    op.execute("ALTER TABLE materials NO FORCE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE material_costs NO FORCE ROW LEVEL SECURITY")
    op.execute(
        "INSERT INTO material_costs (organization_id, id, created_at, material_id, kind, amount, currency, unit_id, "
        "valid_from, source) SELECT organization_id, gen_random_uuid(), now(), id, 'standard', standard_cost, "
        "currency, unit_id, created_at::date, 'entry' FROM materials WHERE standard_cost > 0"
    )
    op.execute("ALTER TABLE material_costs FORCE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE materials FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    op.drop_table("material_costs")
