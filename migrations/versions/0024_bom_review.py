"""Bills are reviewed before they are released."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0024"
down_revision = "0023"

STATES = "state IN ('draft', 'in_review', 'released', 'superseded', 'obsolete')"
BEFORE = "state IN ('draft', 'released', 'superseded', 'obsolete')"


def upgrade() -> None:
    op.add_column("boms", p.words("review_note", ""))
    op.drop_constraint(op.f("ck_boms_state"), "boms", type_="check")
    op.create_check_constraint(op.f("ck_boms_state"), "boms", sa.text(STATES))


def downgrade() -> None:
    op.execute("UPDATE boms SET state = 'draft' WHERE state = 'in_review'")
    op.drop_constraint(op.f("ck_boms_state"), "boms", type_="check")
    op.create_check_constraint(op.f("ck_boms_state"), "boms", sa.text(BEFORE))
    op.drop_column("boms", "review_note")
