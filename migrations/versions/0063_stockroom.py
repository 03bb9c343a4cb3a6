"""Locations, lots, the ledger of movements, holds and counts. Stock by words of a place becomes stock at a location."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0063"
down_revision = "0061"

TABLES = ("stock_balances", "plants", "stock_locations", "stock_movements")
ACCOUNTS = ("opening", "stock", "supplier", "customer", "production", "adjustment", "missing", "conversion")

#: What a movement names.
NAMED = (
    ("material_id", "materials"), ("lot_id", "stock_lots"), ("from_location_id", "stock_locations"),
    ("to_location_id", "stock_locations"), ("order_id", "work_orders"), ("entry_id", "production_log"),
    ("partner_id", "partners"), ("actor_id", "users"), ("reverses_id", "stock_movements"),
)  # fmt: skip


def upgrade() -> None:
    locations()
    lots()
    balances()
    movements()
    holds_and_counts()
    for table in TABLES:
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    carry_over()
    for table in TABLES:
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    tighten()


def locations() -> None:
    p.create_tenant_table(
        "stock_locations",
        p.words("code"),
        p.words("name"),
        sa.Column("code_order", sa.Text, sa.Computed("natural_order(code)", persisted=True), nullable=False),
        *p.state("kind", "warehouse", "zone", "bin"),
        p.reference("parent_id", null=True),
        p.yes_no("supplies"),
        p.yes_no("receives"),
        *p.state("state", "active", "archived"),
        p.tenant_fk("parent_id", "stock_locations"),
        sa.UniqueConstraint("organization_id", "plant_id", "code"),
        plant="required",
        comment="A place where stock lies: a warehouse, a zone of it, a bin.",
    )
    p.index("stock_locations", "parent_id")


def lots() -> None:
    p.create_tenant_table(
        "stock_lots",
        p.words("number"),
        sa.Column("number_order", sa.Text, sa.Computed("natural_order(number)", persisted=True), nullable=False),
        *p.state("kind", "lot", "serial"),
        p.reference("material_id"),
        p.words("supplier_lot", ""),
        p.reference("supplier_id", null=True),
        p.reference("order_id", null=True),
        p.calendar_day("expires_on", null=True),
        p.yes_no("held"),
        p.words("note", ""),
        p.tenant_unique("number"),
        p.tenant_fk("material_id", "materials"),
        p.tenant_fk("supplier_id", "partners"),
        p.tenant_fk("order_id", "work_orders"),
        comment="Pieces that were made or came together, or one piece with a serial number.",
    )
    p.index("stock_lots", "material_id")
    p.index("stock_lots", "order_id")
    p.index("stock_lots", "supplier_lot")


def balances() -> None:
    op.add_column("stock_balances", p.reference("location_id", null=True))
    op.add_column("stock_balances", p.reference("lot_id", null=True))
    op.add_column("stock_balances", p.words("status", "released"))
    op.add_column("stock_balances", p.quantity("reserved", "0"))
    op.alter_column("stock_balances", "reserved", nullable=False)


def movements() -> None:
    listed = ", ".join(f"'{account}'" for account in ACCOUNTS)
    p.create_tenant_table(
        "stock_movements",
        p.words("kind"),
        p.reference("material_id"),
        p.reference("lot_id", null=True),
        p.quantity("quantity"),
        p.words("from_account"),
        p.reference("from_location_id", null=True),
        p.words("from_status", ""),
        p.words("to_account"),
        p.reference("to_location_id", null=True),
        p.words("to_status", ""),
        *(p.reference(name, null=True) for name in ("order_id", "entry_id", "partner_id", "actor_id")),
        p.words("reason", ""),
        p.words("document", ""),
        p.instant("occurred_at"),
        p.reference("reverses_id", null=True),
        *(p.tenant_fk(column, table) for column, table in NAMED),
        p.tenant_unique("reverses_id"),
        sa.CheckConstraint("quantity > 0", name="quantity"),
        sa.CheckConstraint(f"from_account IN ({listed})", name="from_account"),
        sa.CheckConstraint(f"to_account IN ({listed})", name="to_account"),
        sa.CheckConstraint(
            "(from_account = 'stock') = (from_location_id IS NOT NULL)"
            " AND (to_account = 'stock') = (to_location_id IS NOT NULL)",
            name="places",
        ),
        plant="required",
        append_only=True,
        comment="Every quantity that went from one account to another. A balance is the sum of its movements.",
    )
    p.index("stock_movements", "material_id", sa.text("id desc"))
    p.index("stock_movements", "lot_id", sa.text("id desc"))
    p.index("stock_movements", "order_id")
    p.index("stock_movements", "order_id", "material_id", where="kind IN ('issue', 'return')")
    p.index("stock_movements", "entry_id")
    p.index("stock_movements", "occurred_at")


def holds_and_counts() -> None:
    p.create_tenant_table(
        "stock_holds",
        p.reference("lot_id"),
        p.words("reason"),
        p.reference("placed_by", null=True),
        p.reference("released_by", null=True),
        p.instant("released_at", null=True),
        p.words("release_reason", ""),
        p.tenant_fk("lot_id", "stock_lots"),
        p.tenant_fk("placed_by", "users"),
        p.tenant_fk("released_by", "users"),
        comment="Why nothing of a lot may be moved, who said so, and who let it go.",
    )
    p.index("stock_holds", "lot_id")
    p.create_tenant_table(
        "stock_counts",
        p.reference("material_id"),
        p.reference("location_id"),
        p.reference("lot_id", null=True),
        p.words("status"),
        p.quantity("expected"),
        p.quantity("counted"),
        *p.state("state", "waiting", "posted", "rejected"),
        p.words("note", ""),
        p.reference("counted_by", null=True),
        p.reference("decided_by", null=True),
        p.instant("decided_at", null=True),
        p.tenant_fk("material_id", "materials"),
        p.tenant_fk("location_id", "stock_locations"),
        p.tenant_fk("lot_id", "stock_lots"),
        p.tenant_fk("counted_by", "users"),
        p.tenant_fk("decided_by", "users"),
        sa.CheckConstraint("counted >= 0 AND expected >= 0", name="quantities"),
        plant="required",
        comment="What somebody counted, against what was expected there.",
    )


def carry_over() -> None:
    """A warehouse of each location's name, a bin of each shelf and bin, and an opening movement of what lay there."""
    op.execute(
        "INSERT INTO stock_locations (organization_id, id, created_at, plant_id, code, name, kind, supplies, receives) "
        "SELECT organization_id, gen_random_uuid(), now(), plant_id, location, location, 'warehouse', false, false "
        "FROM stock_balances GROUP BY organization_id, plant_id, location"
    )
    op.execute(
        "INSERT INTO stock_locations (organization_id, id, created_at, plant_id, code, name, kind, parent_id) "
        "SELECT DISTINCT b.organization_id, gen_random_uuid(), now(), b.plant_id, b.code, b.code, 'bin', w.id FROM "
        "(SELECT DISTINCT organization_id, plant_id, location, "
        " location || ' ' || concat_ws('-', nullif(shelf, ''), nullif(bin, '')) AS code "
        " FROM stock_balances WHERE shelf <> '' OR bin <> '') b "
        "JOIN stock_locations w ON w.organization_id = b.organization_id AND w.plant_id = b.plant_id "
        "AND w.code = b.location"
    )
    op.execute(
        "UPDATE stock_balances b SET location_id = l.id FROM stock_locations l "
        "WHERE l.organization_id = b.organization_id AND l.plant_id = b.plant_id AND l.code = "
        "CASE WHEN b.shelf <> '' OR b.bin <> '' "
        "THEN b.location || ' ' || concat_ws('-', nullif(b.shelf, ''), nullif(b.bin, '')) ELSE b.location END"
    )
    op.execute(
        "INSERT INTO stock_movements (organization_id, id, created_at, plant_id, kind, material_id, quantity, "
        "from_account, to_account, to_location_id, to_status, occurred_at) SELECT organization_id, gen_random_uuid(), "
        "now(), plant_id, 'opening', material_id, quantity, 'opening', 'stock', location_id, 'released', now() "
        "FROM stock_balances WHERE quantity > 0"
    )


def tighten() -> None:
    op.alter_column("stock_balances", "location_id", nullable=False)
    for column in ("location", "shelf", "bin"):
        op.drop_column("stock_balances", column)  # with it the unique constraint that named it
    op.create_foreign_key(
        "fk_stock_balances_location_id", "stock_balances", "stock_locations", ["organization_id", "location_id"],
        ["organization_id", "id"],
    )  # fmt: skip
    op.create_foreign_key(
        "fk_stock_balances_lot_id", "stock_balances", "stock_lots", ["organization_id", "lot_id"],
        ["organization_id", "id"],
    )  # fmt: skip
    op.create_unique_constraint(
        "uq_stock_balances_place", "stock_balances",
        ["organization_id", "plant_id", "material_id", "location_id", "lot_id", "status"],
        postgresql_nulls_not_distinct=True,
    )  # fmt: skip
    op.create_check_constraint("status", "stock_balances", "status IN ('quarantine', 'released', 'blocked')")
    op.create_check_constraint("reserved", "stock_balances", "reserved >= 0 AND reserved <= quantity")
    p.index("stock_balances", "location_id")
    p.index("stock_balances", "lot_id")


def downgrade() -> None:
    for column in ("location", "shelf", "bin"):
        op.add_column("stock_balances", p.words(column, ""))
    op.execute("ALTER TABLE stock_balances NO FORCE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE stock_locations NO FORCE ROW LEVEL SECURITY")
    op.drop_constraint("uq_stock_balances_place", "stock_balances")
    op.execute(
        "UPDATE stock_balances b SET location = l.code, shelf = b.status, bin = coalesce(b.lot_id::text, '') "
        "FROM stock_locations l WHERE l.id = b.location_id AND l.organization_id = b.organization_id"
    )
    op.execute("ALTER TABLE stock_balances FORCE ROW LEVEL SECURITY")
    op.create_unique_constraint(
        None, "stock_balances", ["organization_id", "plant_id", "material_id", "location", "shelf", "bin"]
    )
    op.drop_index("ix_stock_balances_lot_id", "stock_balances")
    op.drop_index("ix_stock_balances_location_id", "stock_balances")
    for constraint in ("ck_stock_balances_reserved", "ck_stock_balances_status", "fk_stock_balances_lot_id",
                       "fk_stock_balances_location_id"):  # fmt: skip
        op.drop_constraint(constraint, "stock_balances")
    for column in ("reserved", "status", "lot_id", "location_id"):
        op.drop_column("stock_balances", column)
    for table in ("stock_counts", "stock_holds", "stock_movements", "stock_lots", "stock_locations"):
        op.drop_table(table)
