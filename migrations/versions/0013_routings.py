"""Routings with operations and steps."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    p.create_tenant_table(
        "routings",
        p.reference("material_id"),
        p.words("revision", "A"),
        p.yes_no("derived"),
        p.words("source", ""),
        *p.state("state", "draft", "released", "superseded", "obsolete"),
        p.tenant_fk("material_id", "materials"),
        sa.UniqueConstraint("organization_id", "plant_id", "material_id", "revision"),
        plant="required",
        comment="How a material is made in a plant.",
    )
    p.index("routings", "material_id", "plant_id", unique=True, where="state = 'released'")
    p.create_tenant_table(
        "routing_operations",
        p.reference("routing_id"),
        p.whole("sequence"),
        p.reference("work_center_id"),
        p.words("name"),
        p.quantity("setup_minutes", "0"),
        p.quantity("run_minutes", "0"),
        p.quantity("labour_minutes", "0"),
        p.whole("lot_size", "1"),
        p.whole("usual_quantity", "1"),
        sa.UniqueConstraint("organization_id", "routing_id", "sequence"),
        p.tenant_fk("work_center_id", "work_centers"),
        _cascade("routing_id", "routings"),
        sa.CheckConstraint("sequence > 0 AND lot_size > 0 AND usual_quantity > 0", name="counts"),
        sa.CheckConstraint("setup_minutes >= 0 AND run_minutes >= 0 AND labour_minutes >= 0", name="minutes"),
        comment="Work at one work center: minutes for a lot and for a piece.",
    )
    p.index("routing_operations", "work_center_id")
    steps()


def steps() -> None:
    p.create_tenant_table(
        "routing_steps",
        p.reference("operation_id"),
        p.whole("position"),
        p.words("text"),
        *(p.json(name) for name in ("specs", "tools", "materials", "illustrations", "blueprints")),
        sa.UniqueConstraint("organization_id", "operation_id", "position"),
        _cascade("operation_id", "routing_operations"),
        sa.CheckConstraint("position > 0", name="position"),
        comment="Instructions with the specifications, tools, materials and pictures they name.",
    )


def _cascade(column: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["organization_id", column], [f"{table}.organization_id", f"{table}.id"], ondelete="CASCADE"
    )


def downgrade() -> None:
    for table in ("routing_steps", "routing_operations", "routings"):
        op.drop_table(table)
