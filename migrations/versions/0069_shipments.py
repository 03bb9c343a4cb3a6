"""Shipments: what goes to a customer, what is picked for it, the boxes and pallets it goes in, and the docks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql as pg

from migrations import policies as p

revision = "0069"
down_revision = "0068"


def upgrade() -> None:
    docks()
    shipments()
    lines()
    picks()
    units()


def docks() -> None:
    p.create_tenant_table(
        "docks",
        p.words("code"),
        sa.Column("code_order", sa.Text, sa.Computed("natural_order(code)", persisted=True), nullable=False),
        p.words("name"),
        *p.state("state", "active", "archived"),
        sa.UniqueConstraint("organization_id", "plant_id", "code"),
        plant="required",
        comment="A door where lorries load.",
    )


def shipments() -> None:
    p.create_tenant_table(
        "shipments",
        p.words("number"),
        sa.Column("number_order", sa.Text, sa.Computed("natural_order(number)", persisted=True), nullable=False),
        p.reference("customer_id"),
        p.reference("order_id", null=True),
        p.words("deliver_to", ""),
        p.words("carrier", ""),
        p.words("tracking", ""),
        p.words("note", ""),
        p.calendar_day("due_on"),
        p.reference("dock_id", null=True),
        p.instant("dock_at", null=True),
        p.whole("dock_minutes", "60"),
        *p.state("state", "draft", "picking", "packed", "ready", "shipped", "delivered", "returned", "cancelled"),
        p.words("short_reason", ""),
        p.instant("shipped_at", null=True),
        p.reference("shipped_by", null=True),
        p.instant("delivered_at", null=True),
        p.words("received_by", ""),
        p.instant("returned_at", null=True),
        p.words("return_reason", ""),
        sa.Column("custom", pg.JSONB, nullable=False, server_default="{}"),
        p.tenant_unique("number"),
        p.tenant_fk("customer_id", "partners"),
        p.tenant_fk("order_id", "customer_orders"),
        p.tenant_fk("dock_id", "docks"),
        p.tenant_fk("shipped_by", "users"),
        sa.CheckConstraint("dock_minutes BETWEEN 5 AND 1440", name="dock_minutes"),
        plant="required",
        comment="What goes to a customer at once.",
    )
    p.index("shipments", "order_id")
    p.index("shipments", "dock_id", "dock_at")


def lines() -> None:
    p.create_tenant_table(
        "shipment_lines",
        p.reference("shipment_id"),
        p.whole("position"),
        p.reference("material_id"),
        p.quantity("quantity"),
        p.reference("order_line_id", null=True),
        p.tenant_fk("shipment_id", "shipments"),
        p.tenant_fk("material_id", "materials"),
        p.tenant_fk("order_line_id", "customer_order_lines"),
        sa.CheckConstraint("quantity > 0", name="quantity"),
        comment="So much of a material, in its own unit.",
    )
    p.index("shipment_lines", "shipment_id")
    p.index("shipment_lines", "order_line_id")


def picks() -> None:
    p.create_tenant_table(
        "shipment_picks",
        p.reference("shipment_id"),
        p.reference("line_id"),
        p.reference("material_id"),
        p.reference("balance_id"),
        p.reference("location_id"),
        p.reference("lot_id", null=True),
        p.quantity("quantity"),
        p.quantity("picked", "0"),
        p.quantity("returned", "0"),
        *p.state("state", "open", "picked", "short"),
        p.words("reason", ""),
        p.reference("picked_by", null=True),
        p.instant("picked_at", null=True),
        p.reference("movement_id", null=True),
        p.tenant_fk("shipment_id", "shipments"),
        p.tenant_fk("line_id", "shipment_lines"),
        p.tenant_fk("material_id", "materials"),
        p.tenant_fk("balance_id", "stock_balances"),
        p.tenant_fk("location_id", "stock_locations"),
        p.tenant_fk("lot_id", "stock_lots"),
        p.tenant_fk("picked_by", "users"),
        p.tenant_fk("movement_id", "stock_movements"),
        sa.CheckConstraint("quantity > 0", name="quantity"),
        sa.CheckConstraint("picked BETWEEN 0 AND quantity", name="picked"),
        sa.CheckConstraint("returned BETWEEN 0 AND picked", name="returned"),
        comment="Stock that is kept for a line of a shipment at one place, and how much of it was taken.",
    )
    p.index("shipment_picks", "shipment_id")
    p.index("shipment_picks", "lot_id")


def units() -> None:
    p.create_tenant_table(
        "handling_units",
        p.reference("shipment_id"),
        p.words("number"),
        *p.state("kind", "box", "pallet", "crate"),
        p.quantity("weight", null=True),
        p.tenant_fk("shipment_id", "shipments"),
        p.tenant_unique("number"),
        sa.CheckConstraint("weight > 0", name="weight"),
        comment="A box, a pallet or a crate of a shipment; its number is an SSCC where the company has a prefix.",
    )
    p.index("handling_units", "shipment_id")
    p.create_tenant_table(
        "handling_unit_contents",
        p.reference("unit_id"),
        p.reference("pick_id"),
        p.quantity("quantity"),
        p.tenant_fk("unit_id", "handling_units"),
        p.tenant_fk("pick_id", "shipment_picks"),
        p.tenant_unique("unit_id", "pick_id"),
        sa.CheckConstraint("quantity > 0", name="quantity"),
        comment="How much of what was picked is in a box, pallet or crate.",
    )
    p.index("handling_unit_contents", "pick_id")


def downgrade() -> None:
    for table in (
        "handling_unit_contents", "handling_units", "shipment_picks", "shipment_lines", "shipments", "docks",
    ):  # fmt: skip
        op.drop_table(table)
