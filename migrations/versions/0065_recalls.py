"""Recalls with the lots they reach, and recall drills."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0065"
down_revision = "0064"


def upgrade() -> None:
    p.create_tenant_table(
        "recalls",
        p.words("number"),
        sa.Column("number_order", sa.Text, sa.Computed("natural_order(number)", persisted=True), nullable=False),
        p.words("reason"),
        p.words("source_kind"),
        p.reference("source_id"),
        p.words("source"),
        *p.state("state", "draft", "held", "notified", "reconciling", "closed", "undone"),
        p.words("outcome", ""),
        p.reference("opened_by", null=True),
        p.instant("held_at", null=True),
        p.instant("notified_at", null=True),
        p.instant("closed_at", null=True),
        p.tenant_unique("number"),
        p.tenant_fk("opened_by", "users"),
        sa.CheckConstraint("source_kind IN ('lot', 'order')", name="source_kind"),
        comment="Everything that a bad lot went into, stopped in one action and followed up.",
    )
    p.create_tenant_table(
        "recall_lots",
        p.reference("recall_id"),
        p.reference("lot_id"),
        p.reference("hold_id"),
        p.tenant_fk("recall_id", "recalls"),
        p.tenant_fk("lot_id", "stock_lots"),
        p.tenant_fk("hold_id", "stock_holds"),
        p.tenant_unique("recall_id", "lot_id"),
        comment="A lot that a recall stopped, and the hold that does it.",
    )
    p.index("recall_lots", "lot_id")
    drills()


def drills() -> None:
    p.create_tenant_table(
        "recall_drills",
        p.reference("lot_id"),
        p.whole("milliseconds"),
        p.whole("sources"),
        p.whole("reached"),
        p.whole("customers"),
        p.quantity("came_in"),
        p.quantity("used"),
        p.quantity("shipped"),
        p.quantity("on_hand"),
        p.json("broken"),
        p.reference("run_by", null=True),
        p.tenant_fk("lot_id", "stock_lots"),
        p.tenant_fk("run_by", "users"),
        append_only=True,
        comment="How fast and how completely a lot chosen at random could be traced.",
    )


def downgrade() -> None:
    for table in ("recall_drills", "recall_lots", "recalls"):
        op.drop_table(table)
