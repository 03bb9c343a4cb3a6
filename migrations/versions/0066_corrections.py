"""Corrections of the production log, what becomes of bad pieces, and readings of machine counters."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0066"
down_revision = "0065"

BEFORE = ("good", "scrap", "rework", "start", "pause", "resume", "stop", "finish", "note")
KINDS = (*BEFORE, "hold", "consume")
COUNTS = "good >= 0 AND scrap >= 0 AND rework >= 0 AND held >= 0 AND arrived >= 0"
COUNTS_BEFORE = "good >= 0 AND scrap >= 0 AND arrived >= 0"


def upgrade() -> None:
    for column in (p.quantity("rework", "0"), p.quantity("held", "0"), p.whole("pallet_quantity", "0")):
        op.add_column("work_order_operations", column)
    checked("work_order_operations", "counts", COUNTS)
    for column in (
        p.reference("entered_by_id", null=True),
        p.reference("correction_id", null=True),
        p.reference("component_id", null=True),
        p.words("lot", ""),
    ):
        op.add_column("production_log", column)
    for column, table in (
        ("entered_by_id", "users"), ("correction_id", "production_log"), ("component_id", "materials")
    ):  # fmt: skip
        op.create_foreign_key(None, "production_log", table, ["organization_id", column], ["organization_id", "id"])
    checked("production_log", "kind", among(KINDS))
    p.index("production_log", "correction_id", where="correction_id IS NOT NULL")
    counters()


def counters() -> None:
    p.create_tenant_table(
        "counter_readings",
        p.reference("machine_id"),
        p.reference("operation_id"),
        p.reference("entry_id", null=True),
        p.quantity("reading"),
        p.quantity("counted"),
        p.quantity("top"),
        p.yes_no("was_reset"),
        p.instant("read_at"),
        sa.CheckConstraint("reading >= 0 AND counted >= 0 AND reading <= top", name="reading"),
        p.tenant_fk("machine_id", "machines"),
        p.tenant_fk("operation_id", "work_order_operations"),
        p.tenant_fk("entry_id", "production_log"),
        plant="required",
        append_only=True,
        comment="What the counter of a machine showed, and how many pieces that were since it was read before.",
    )
    p.index("counter_readings", "machine_id", sa.text("id desc"))


def among(kinds: tuple[str, ...]) -> str:
    return "kind IN ({})".format(", ".join(f"'{kind}'" for kind in kinds))


def checked(table: str, name: str, condition: str) -> None:
    op.drop_constraint(op.f(f"ck_{table}_{name}"), table, type_="check")
    op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, sa.text(condition))


def downgrade() -> None:
    op.drop_table("counter_readings")
    op.execute("DELETE FROM production_log WHERE kind IN ('hold', 'consume')")
    checked("production_log", "kind", among(BEFORE))
    for column in ("entered_by_id", "correction_id", "component_id", "lot"):
        op.drop_column("production_log", column)
    checked("work_order_operations", "counts", COUNTS_BEFORE)
    for column in ("rework", "held", "pallet_quantity"):
        op.drop_column("work_order_operations", column)
