"""Certificates of connections."""

from __future__ import annotations

from alembic import op

from migrations import policies as p

revision = "0115"
down_revision = "0114"

ADDED = ("authority", "own_certificate", "own_key_sealed", "trusted")


def upgrade() -> None:
    for name in ADDED:
        op.add_column("signal_connections", p.words(name, ""))


def downgrade() -> None:
    for name in ADDED:
        op.drop_column("signal_connections", name)
