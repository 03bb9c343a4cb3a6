"""Units, categories and materials."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0010"
down_revision = "0002"

DIMENSIONS = (
    "count", "length", "area", "volume", "mass", "time", "temperature", "density", "pressure", "energy", "power",
    "ratio", "container",
)  # fmt: skip


def upgrade() -> None:
    p.create_tenant_table(
        "units",
        p.words("code"),
        p.words("name"),
        p.words("dimension"),
        sa.Column("numerator", sa.BigInteger, nullable=False, server_default="1"),
        sa.Column("denominator", sa.BigInteger, nullable=False, server_default="1"),
        p.quantity("offset", "0"),
        *p.state("state", "active", "archived"),
        sa.CheckConstraint(_one_of("dimension", DIMENSIONS), name="dimension"),
        sa.CheckConstraint("numerator > 0 AND denominator > 0", name="factor"),
        p.tenant_unique("code"),
        comment="Units of measure: a dimension and an exact fraction of its base unit.",
    )
    p.create_tenant_table(
        "material_categories",
        p.words("name"),
        p.reference("parent_id", null=True),
        p.words("drawing", ""),
        *p.state("state", "active", "archived"),
        p.tenant_unique("name"),
        p.tenant_fk("parent_id", "material_categories"),
        comment="The tree that materials hang on.",
    )
    materials()
    p.create_tenant_table(
        "material_units",
        p.reference("material_id"),
        p.reference("unit_id"),
        p.quantity("quantity", "1"),
        p.quantity("base_quantity"),
        p.tenant_fk("unit_id", "units"),
        p.tenant_unique("material_id", "unit_id"),
        sa.ForeignKeyConstraint(
            ["organization_id", "material_id"], ["materials.organization_id", "materials.id"], ondelete="CASCADE"
        ),
        sa.CheckConstraint("quantity > 0 AND base_quantity > 0", name="positive"),
        comment="What one material says about units: one roll is 34.7 kg.",
    )


def materials() -> None:
    p.create_tenant_table(
        "materials",
        p.words("number"),
        p.words("name"),
        p.words("description", ""),
        p.words("type"),
        p.reference("unit_id"),
        p.reference("category_id", null=True),
        p.words("tracking", "none"),
        p.yes_no("phantom"),
        p.money("standard_cost", "0"),
        p.words("currency", "USD"),
        p.words("revision", "A"),
        p.whole("lead_days", "0"),
        p.quantity("safety_stock", "0"),
        p.quantity("reorder_point", "0"),
        p.whole("shelf_life_days", null=True),
        p.words("gtin", ""),
        p.words("image", ""),
        p.words("state", "active"),
        p.words("search_text", ""),
        p.tenant_unique("number"),
        p.tenant_fk("unit_id", "units"),
        p.tenant_fk("category_id", "material_categories"),
        sa.CheckConstraint(_one_of("type", ("make", "buy")), name="type"),
        sa.CheckConstraint(_one_of("tracking", ("none", "lot", "serial")), name="tracking"),
        sa.CheckConstraint(_one_of("state", ("draft", "active", "phase_out", "obsolete")), name="state"),
        sa.CheckConstraint("standard_cost >= 0", name="standard_cost"),
        comment="What is made, bought, stocked and consumed.",
    )
    p.index("materials", "name", "id")
    p.index("materials", "category_id")
    p.index("materials", "state", "number")


def _one_of(column: str, allowed: tuple[str, ...]) -> str:
    words = ", ".join(f"'{word}'" for word in allowed)
    return f"{column} IN ({words})"


def downgrade() -> None:
    for table in ("material_units", "materials", "material_categories", "units"):
        op.drop_table(table)
