"""Units of buying and consuming, storage rules, and what a category says for its materials."""

from __future__ import annotations

from alembic import op

from migrations import policies as p

revision = "0034"
down_revision = "0033"

MATERIALS = (
    p.reference("purchase_unit_id", null=True),
    p.reference("consumption_unit_id", null=True),
    p.words("storage", ""),
    p.quantity("storage_min", null=True),
    p.quantity("storage_max", null=True),
)
CATEGORIES = (
    p.reference("unit_id", null=True),
    p.words("tracking", ""),
    p.whole("lead_days", null=True),
    p.whole("shelf_life_days", null=True),
    p.words("storage", ""),
)
UNITS = (("materials", "purchase_unit_id"), ("materials", "consumption_unit_id"), ("material_categories", "unit_id"))


def upgrade() -> None:
    for table, columns in (("materials", MATERIALS), ("material_categories", CATEGORIES)):
        for column in columns:
            op.add_column(table, column)
    for table, column in UNITS:
        op.create_foreign_key(
            f"fk_{table}_organization_id_{column}", table, "units", ["organization_id", column],
            ["organization_id", "id"],
        )  # fmt: skip
    op.create_check_constraint("tracking", "material_categories", "tracking IN ('', 'none', 'lot', 'serial')")


def downgrade() -> None:
    op.drop_constraint(op.f("ck_material_categories_tracking"), "material_categories")
    for table, column in UNITS:
        op.drop_constraint(f"fk_{table}_organization_id_{column}", table)
    for table, columns in (("materials", MATERIALS), ("material_categories", CATEGORIES)):
        for column in columns:
            op.drop_column(table, column.name)
