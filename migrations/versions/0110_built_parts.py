"""Which lot or serial number was built into which piece, and what was taken out again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0110"
down_revision = "0122"


def upgrade() -> None:
    p.create_tenant_table(
        "built_parts",
        p.reference("order_id"),
        p.reference("piece_id"),
        p.reference("component_id"),
        p.reference("stands_for_id", null=True),
        p.reference("lot_id"),
        p.reference("location_id"),
        p.words("label"),
        p.quantity("quantity"),
        p.yes_no("single"),
        p.reference("built_by", null=True),
        p.instant("built_at"),
        p.reference("removed_by", null=True),
        p.instant("removed_at", null=True),
        p.words("removal_reason", ""),
        p.reference("replaces_id", null=True),
        p.tenant_fk("order_id", "work_orders"),
        p.tenant_fk("piece_id", "stock_lots"),
        p.tenant_fk("component_id", "materials"),
        p.tenant_fk("stands_for_id", "materials"),
        p.tenant_fk("lot_id", "stock_lots"),
        p.tenant_fk("location_id", "stock_locations"),
        p.tenant_fk("built_by", "users"),
        p.tenant_fk("removed_by", "users"),
        p.tenant_fk("replaces_id", "built_parts"),
        sa.CheckConstraint("quantity > 0", name="quantity"),
        sa.CheckConstraint("NOT single OR quantity = 1", name="single"),
        sa.CheckConstraint("(removed_at IS NULL) = (removal_reason = '')", name="removed"),
        plant="required",
        comment="Lots and serial numbers that were built into a piece by scan, and those taken out again.",
    )
    op.create_index(
        "one_piece_for_a_serial", "built_parts", ["organization_id", "lot_id"], unique=True,
        postgresql_where=sa.text("single AND removed_at IS NULL"),
    )  # fmt: skip
    p.index("built_parts", "piece_id")
    p.index("built_parts", "order_id")


def downgrade() -> None:
    op.drop_table("built_parts")
