"""Tags that count one piece for each pulse."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0114"
down_revision = "0113"

BEFORE = "kind IN ('', 'state', 'good', 'reject', 'counter', 'telemetry', 'alarm')"
KINDS = BEFORE.replace(")", ", 'pulse')")


def upgrade() -> None:
    op.add_column("signal_tags", sa.Column("debounce_ms", sa.Integer(), nullable=False, server_default="50"))
    op.create_check_constraint(op.f("ck_signal_tags_debounce"), "signal_tags", sa.text("debounce_ms >= 0"))
    _kinds(KINDS)


def downgrade() -> None:
    op.execute("UPDATE signal_tags SET kind = '', machine_id = NULL WHERE kind = 'pulse'")
    _kinds(BEFORE)
    op.drop_column("signal_tags", "debounce_ms")


def _kinds(allowed: str) -> None:
    op.drop_constraint(op.f("ck_signal_tags_kind"), "signal_tags", type_="check")
    op.create_check_constraint(op.f("ck_signal_tags_kind"), "signal_tags", sa.text(allowed))
