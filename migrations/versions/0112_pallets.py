"""Pallets of production, each with a number of its own."""

from __future__ import annotations

from alembic import op

from migrations import policies as p

revision = "0112"
down_revision = "0111"


def upgrade() -> None:
    p.create_tenant_table(
        "production_pallets",
        p.words("number"),
        p.reference("work_order_id"),
        p.reference("operation_id"),
        p.reference("entry_id"),
        p.reference("lot_id", null=True),
        p.quantity("quantity"),
        p.instant("made_at"),
        p.tenant_fk("work_order_id", "work_orders"),
        p.tenant_fk("operation_id", "work_order_operations"),
        p.tenant_fk("entry_id", "production_log"),
        p.tenant_fk("lot_id", "stock_lots"),
        p.tenant_unique("number"),
        p.tenant_unique("entry_id"),
        plant="required",
        append_only=True,
        versioned=False,
        comment="Good pieces that were reported as one pallet, by its SSCC or a number of our own.",
    )
    p.index("production_pallets", "work_order_id")
    p.index("production_pallets", "made_at")


def downgrade() -> None:
    op.drop_table("production_pallets")
