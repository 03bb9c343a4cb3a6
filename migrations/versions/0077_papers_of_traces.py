"""Traces, recall dossiers and letters among the papers; who signed the result of a drill."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0077"
down_revision = "0076"

BEFORE = "kind IN ('traveler', 'label', 'badges', 'report', 'delivery_note', 'packing_list')"
KINDS = BEFORE.replace(")", ", 'tracing')")


def upgrade() -> None:
    op.drop_constraint(op.f("ck_prints_kind"), "prints", type_="check")
    op.create_check_constraint(op.f("ck_prints_kind"), "prints", sa.text(KINDS))
    p.create_tenant_table(
        "drill_signatures",
        p.reference("drill_id"),
        p.reference("signed_by"),
        p.words("signer"),
        p.words("statement"),
        p.json("figures"),
        p.words("digest"),
        p.tenant_fk("drill_id", "recall_drills"),
        p.tenant_fk("signed_by", "users"),
        p.tenant_unique("drill_id"),
        append_only=True,
        comment="Who stands for the result of a drill, with its figures as they were.",
    )


def downgrade() -> None:
    op.drop_table("drill_signatures")
    op.execute("DELETE FROM prints WHERE kind = 'tracing'")
    op.drop_constraint(op.f("ck_prints_kind"), "prints", type_="check")
    op.create_check_constraint(op.f("ck_prints_kind"), "prints", sa.text(BEFORE))
