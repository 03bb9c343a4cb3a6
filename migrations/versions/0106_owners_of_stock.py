"""Stock that belongs to a supplier while it lies here, and stock of ours that lies at a supplier's."""

from __future__ import annotations

from alembic import op

from migrations import policies as p

revision = "0106"
down_revision = "0105"

PLACE = ["organization_id", "plant_id", "material_id", "location_id", "lot_id", "status"]
OWNERS = (
    ("stock_balances", "owner_id"), ("stock_movements", "from_owner_id"), ("stock_movements", "to_owner_id"),
    ("stock_locations", "partner_id"),
)  # fmt: skip


def upgrade() -> None:
    for table, column in OWNERS:
        op.add_column(table, p.reference(column, null=True))
        op.create_foreign_key(f"fk_{table}_{column}", table, "partners", ["organization_id", column],
                              ["organization_id", "id"])  # fmt: skip
    unique([*PLACE, "owner_id"])
    p.index("stock_balances", "owner_id", where="owner_id IS NOT NULL")
    p.index("stock_movements", "from_owner_id", "occurred_at", where="from_owner_id IS NOT NULL")


def unique(columns: list[str]) -> None:
    op.drop_constraint("uq_stock_balances_place", "stock_balances")
    op.create_unique_constraint(
        "uq_stock_balances_place", "stock_balances", columns, postgresql_nulls_not_distinct=True
    )


def downgrade() -> None:
    op.execute("DELETE FROM stock_balances WHERE owner_id IS NOT NULL")
    unique(PLACE)
    for table, column in reversed(OWNERS):
        op.drop_constraint(f"fk_{table}_{column}", table)
        op.drop_column(table, column)
