"""What a tablet could not get rid of: reports the server refused, given to a supervisor."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    p.create_tenant_table(
        "floor_handovers",
        p.reference("person_id", null=True),
        p.reference("operation_id", null=True),
        p.words("device", ""),
        p.words("request_key"),
        p.words("target"),
        p.words("label"),
        p.words("refusal"),
        p.json("body"),
        p.instant("occurred_at"),
        *p.state("state", "open", "settled"),
        p.instant("settled_at", null=True),
        p.reference("settled_by_id", null=True),
        p.words("note", ""),
        p.tenant_fk("person_id", "users"),
        p.tenant_fk("operation_id", "work_order_operations"),
        p.tenant_fk("settled_by_id", "users"),
        p.tenant_unique("request_key"),
        sa.CheckConstraint("(state = 'settled') = (settled_at IS NOT NULL)", name="settled"),
        plant="required",
        comment="A report that was refused and given to the supervisor, with what was touched and when.",
    )
    p.index("floor_handovers", "state", "occurred_at")


def downgrade() -> None:
    op.drop_table("floor_handovers")
