"""What orders reserve, what was missing when they took it, and the edges between lots, orders and customers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0064"
down_revision = "0063"

KINDS = ("consume", "produce", "split", "merge", "ship")


def upgrade() -> None:
    p.create_tenant_table(
        "stock_reservations",
        p.reference("order_id"),
        p.reference("balance_id"),
        p.quantity("quantity"),
        p.tenant_fk("order_id", "work_orders"),
        p.tenant_fk("balance_id", "stock_balances"),
        p.tenant_unique("order_id", "balance_id"),
        sa.CheckConstraint("quantity > 0", name="quantity"),
        plant="required",
        comment="Stock that is kept for an order.",
    )
    p.index("stock_reservations", "balance_id")
    p.create_tenant_table(
        "stock_missing",
        p.reference("order_id"),
        p.reference("material_id"),
        p.whole("operation"),
        p.quantity("quantity", "0"),
        p.quantity("settled", "0"),
        p.tenant_fk("order_id", "work_orders"),
        p.tenant_fk("material_id", "materials"),
        p.tenant_unique("order_id", "material_id", "operation"),
        sa.CheckConstraint("settled >= 0 AND settled <= quantity", name="settled"),
        plant="required",
        comment="What went into pieces that were reported although no stock of it was known.",
    )
    edges()


def edges() -> None:
    listed = ", ".join(f"'{kind}'" for kind in KINDS)
    p.create_tenant_table(
        "lot_edges",
        p.words("kind"),
        p.words("source_kind"),
        p.reference("source_id"),
        p.words("target_kind"),
        p.reference("target_id"),
        p.quantity("quantity"),
        p.reference("material_id"),
        p.reference("movement_id", null=True),
        p.words("document", ""),
        p.instant("occurred_at"),
        p.tenant_fk("material_id", "materials"),
        p.tenant_fk("movement_id", "stock_movements"),
        sa.CheckConstraint(f"kind IN ({listed})", name="kind"),
        sa.CheckConstraint("source_kind IN ('lot', 'order', 'partner')", name="source_kind"),
        sa.CheckConstraint("target_kind IN ('lot', 'order', 'partner')", name="target_kind"),
        append_only=True,
        comment="What went into what: lots into orders, orders into lots, lots into lots and to customers.",
    )
    op.create_index(
        "ix_lot_edges_down", "lot_edges", ["organization_id", "source_id"],
        postgresql_include=["target_id", "target_kind", "kind", "quantity"],
    )  # fmt: skip
    op.create_index(
        "ix_lot_edges_up", "lot_edges", ["organization_id", "target_id"],
        postgresql_include=["source_id", "source_kind", "kind", "quantity"],
    )  # fmt: skip


def downgrade() -> None:
    for table in ("lot_edges", "stock_missing", "stock_reservations"):
        op.drop_table(table)
