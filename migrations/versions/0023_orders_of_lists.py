"""The orders long lists are sorted by: a page of a million rows starts where an index says."""

from __future__ import annotations

from alembic import op

from migrations import policies as p

revision = "0023"
down_revision = "0022"

SORTED = (
    ("materials", "type"),
    ("materials", "tracking"),
    ("materials", "standard_cost"),
    ("materials", "state"),
    ("work_orders", "state"),
    ("work_orders", "priority"),
    ("work_orders", "customer"),
    ("work_orders", "quantity"),
    ("work_orders", "good"),
    ("work_orders", "scrap"),
    ("audit_log", "created_at"),
)


def upgrade() -> None:
    for table, column in SORTED:
        p.index(table, column, "id")


def downgrade() -> None:
    for table, column in SORTED:
        op.drop_index(f"ix_{table}_{column}_id", table)
