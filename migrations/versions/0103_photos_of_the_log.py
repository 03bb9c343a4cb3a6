"""Photos and voice notes of the production log: files of the order, named by the entry."""

from __future__ import annotations

from alembic import op

from migrations import policies as p

revision = "0103"
down_revision = "0102"

BEFORE = ("good", "scrap", "rework", "start", "pause", "resume", "stop", "finish", "note", "hold", "consume")
KINDS = (*BEFORE, "photo", "voice")


def upgrade() -> None:
    op.add_column("production_log", p.reference("file_id", null=True))
    op.create_foreign_key(
        "fk_production_log_file", "production_log", "files", ["organization_id", "file_id"], ["organization_id", "id"]
    )
    among(KINDS)


def among(kinds: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    op.drop_constraint(op.f("ck_production_log_kind"), "production_log")
    op.create_check_constraint(op.f("ck_production_log_kind"), "production_log", f"kind IN ({listed})")


def downgrade() -> None:
    op.drop_constraint("fk_production_log_file", "production_log")
    op.drop_column("production_log", "file_id")
    op.execute("DELETE FROM production_log WHERE kind IN ('photo', 'voice')")
    among(BEFORE)
