"""Moves between plants: out of one, on the way, into the other. Both plants see them, and nobody else's."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0105"
down_revision = "0104"

ACCOUNTS = ("opening", "stock", "supplier", "customer", "production", "adjustment", "missing", "conversion")
TABLE = "stock_plant_moves"


def upgrade() -> None:
    p.create_tenant_table(
        TABLE,
        p.words("number"),
        sa.Column("number_order", sa.Text, sa.Computed("natural_order(number)", persisted=True), nullable=False),
        p.reference("from_plant_id"),
        p.reference("to_plant_id"),
        p.reference("material_id"),
        p.reference("lot_id", null=True),
        p.quantity("quantity"),
        p.quantity("received", "0"),
        p.quantity("lost", "0"),
        *p.state("state", "in_transit", "arrived"),
        p.words("document", ""),
        p.words("note", ""),
        p.reference("sent_by", null=True),
        p.instant("sent_at"),
        p.instant("arrived_at", null=True),
        p.tenant_unique("number"),
        p.tenant_fk("from_plant_id", "plants"),
        p.tenant_fk("to_plant_id", "plants"),
        p.tenant_fk("material_id", "materials"),
        p.tenant_fk("lot_id", "stock_lots"),
        p.tenant_fk("sent_by", "users"),
        sa.CheckConstraint("quantity > 0 AND received >= 0 AND lost >= 0 AND received + lost <= quantity",
                           name="quantities"),
        comment="Stock on its way from one plant of the company to another.",
    )  # fmt: skip
    allowed = f"{p.PLANT} IS NULL OR from_plant_id = {p.PLANT}::uuid OR to_plant_id = {p.PLANT}::uuid"
    op.execute(f"CREATE POLICY both_plants ON {TABLE} AS RESTRICTIVE TO {p.APP} "
               f"USING ({allowed}) WITH CHECK ({allowed})")  # fmt: skip
    p.index(TABLE, "to_plant_id", where="state = 'in_transit'")
    op.add_column("stock_movements", p.reference("plant_move_id", null=True))
    op.create_foreign_key("fk_stock_movements_plant_move", "stock_movements", TABLE,
                          ["organization_id", "plant_move_id"], ["organization_id", "id"])  # fmt: skip
    p.index("stock_movements", "plant_move_id", where="plant_move_id IS NOT NULL")
    accounts((*ACCOUNTS, "transit"))


def accounts(allowed: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{word}'" for word in allowed)
    for column in ("from_account", "to_account"):
        op.drop_constraint(op.f(f"ck_stock_movements_{column}"), "stock_movements")
        op.create_check_constraint(op.f(f"ck_stock_movements_{column}"), "stock_movements", f"{column} IN ({listed})")


def downgrade() -> None:
    op.drop_constraint("fk_stock_movements_plant_move", "stock_movements")
    op.drop_column("stock_movements", "plant_move_id")
    op.execute("DELETE FROM stock_movements WHERE from_account = 'transit' OR to_account = 'transit'")
    accounts(ACCOUNTS)
    op.drop_table(TABLE)
