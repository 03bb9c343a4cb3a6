"""What an order brings beside its material, frozen from the bill like its components."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0102"
down_revision = "0097"


def upgrade() -> None:
    p.create_tenant_table(
        "work_order_outputs",
        p.reference("work_order_id"),
        p.whole("position"),
        p.reference("material_id"),
        *p.state("kind", "co", "by"),
        p.quantity("quantity_per"),
        p.quantity("expected"),
        p.words("unit"),
        p.quantity("cost_share", "0"),
        p.words("brings", ""),
        p.tenant_fk("work_order_id", "work_orders"),
        p.tenant_fk("material_id", "materials"),
        p.tenant_unique("work_order_id", "material_id"),
        sa.CheckConstraint("quantity_per > 0 AND expected >= 0", name="quantities"),
        sa.CheckConstraint("cost_share >= 0 AND cost_share <= 1", name="cost_share"),
        plant="required",
        comment="Co- and by-products of an order, as its bill of materials had them.",
    )


def downgrade() -> None:
    op.drop_table("work_order_outputs")
