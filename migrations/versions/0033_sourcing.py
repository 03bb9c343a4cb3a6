"""Who sells a material, what may stand in for it, what takes its place."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0033"
down_revision = "0032"


def upgrade() -> None:
    suppliers()
    p.create_tenant_table(
        "material_alternates",
        p.reference("material_id"),
        p.reference("alternate_id"),
        p.whole("priority", "1"),
        p.words("note", ""),
        p.tenant_unique("material_id", "alternate_id"),
        belongs("material_id", "materials"),
        belongs("alternate_id", "materials"),
        sa.CheckConstraint("priority >= 1", name="priority"),
        comment="Materials that may be taken instead.",
    )
    p.index("material_alternates", "alternate_id")
    p.create_tenant_table(
        "material_replacements",
        p.reference("material_id"),
        p.reference("successor_id"),
        p.calendar_day("starts_on"),
        p.words("note", ""),
        p.tenant_unique("material_id"),
        belongs("material_id", "materials"),
        belongs("successor_id", "materials"),
        comment="What takes the place of a material, from a day on.",
    )
    p.index("material_replacements", "successor_id")


def suppliers() -> None:
    p.create_tenant_table(
        "material_suppliers",
        p.reference("material_id"),
        p.reference("supplier_id"),
        p.words("supplier_number", ""),
        p.reference("unit_id"),
        p.whole("lead_days", "0"),
        p.quantity("minimum", "0"),
        p.yes_no("preferred"),
        p.words("note", ""),
        p.tenant_unique("material_id", "supplier_id"),
        belongs("material_id", "materials"),
        p.tenant_fk("supplier_id", "partners"),
        p.tenant_fk("unit_id", "units"),
        sa.CheckConstraint("minimum >= 0", name="minimum"),
        comment="Who sells a material.",
    )
    p.index("material_suppliers", "supplier_id")
    p.index("material_suppliers", "material_id", unique=True, where="preferred")
    p.create_tenant_table(
        "supplier_prices",
        p.reference("offer_id"),
        p.quantity("quantity_from", "0"),
        p.money("price"),
        p.words("currency"),
        p.calendar_day("valid_from"),
        p.calendar_day("valid_to", null=True),
        p.tenant_unique("offer_id", "quantity_from", "valid_from"),
        belongs("offer_id", "material_suppliers"),
        sa.CheckConstraint("price >= 0 AND quantity_from >= 0", name="positive"),
        comment="What a supplier asks, from a quantity and a day on.",
    )


def belongs(column: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["organization_id", column], [f"{table}.organization_id", f"{table}.id"], ondelete="CASCADE"
    )


def downgrade() -> None:
    for table in ("material_replacements", "material_alternates", "supplier_prices", "material_suppliers"):
        op.drop_table(table)
