"""Where the time of machines goes: what was said about them, the stays that follow from it, and reasons with a tree."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0060"
down_revision = "0057"

STATES = "'unknown', 'idle', 'setup', 'running', 'planned_stop', 'unplanned_stop', 'maintenance', 'offline'"


def upgrade() -> None:
    op.add_column("reasons", p.reference("parent_id", null=True))
    op.add_column("reasons", p.yes_no("failure"))
    op.create_foreign_key(None, "reasons", "reasons", ["organization_id", "parent_id"], ["organization_id", "id"])
    facts()
    stays()
    explanations()


def facts() -> None:
    p.create_tenant_table(
        "machine_facts",
        p.reference("machine_id"),
        *p.state("kind", "state", "good", "reject"),
        p.instant("at"),
        p.words("state", "unknown"),
        p.quantity("reading", null=True),
        p.quantity("wraps_at", null=True),
        p.reference("operation_id", null=True),
        p.reference("reason_id", null=True),
        p.words("note", ""),
        *p.state("source", "touch", "signal", "hand"),
        p.words("message", null=True),
        p.tenant_fk("machine_id", "machines"),
        p.tenant_fk("operation_id", "work_order_operations"),
        p.tenant_fk("reason_id", "reasons"),
        sa.CheckConstraint(f"(kind = 'state') = (state IN ({STATES}))", name="said"),
        sa.CheckConstraint("(kind = 'state') = (reading IS NULL)", name="counted"),
        p.tenant_unique("machine_id", "message"),
        plant="required",
        append_only=True,
        comment="What people and machines said about machines: from an instant on in a state, or a counter reading.",
    )
    p.index("machine_facts", "machine_id", "kind", "at")


def stays() -> None:
    p.create_tenant_table(
        "machine_times",
        p.reference("machine_id"),
        p.instant("starts_at"),
        p.instant("ends_at", null=True),
        *p.state("state", *STATES.replace("'", "").split(", ")),
        p.reference("operation_id", null=True),
        p.reference("reason_id", null=True),
        p.words("note", ""),
        *p.state("source", "touch", "signal", "hand", "late"),
        p.tenant_fk("machine_id", "machines"),
        p.tenant_fk("operation_id", "work_order_operations"),
        p.tenant_fk("reason_id", "reasons"),
        sa.CheckConstraint("ends_at > starts_at", name="span"),
        plant="required",
        versioned=False,
        comment="The time of machines without overlap: a stay in a state, the newest without an end.",
    )
    op.execute(
        "ALTER TABLE machine_times ADD CONSTRAINT one_state_at_a_time EXCLUDE USING gist (organization_id WITH =, "
        "machine_id WITH =, tstzrange(starts_at, ends_at) WITH &&)"
    )
    op.create_index(
        "ix_machine_times_open", "machine_times", ["organization_id", "machine_id"], unique=True,
        postgresql_where=sa.text("ends_at IS NULL"),
    )  # fmt: skip
    p.index("machine_times", "machine_id", "starts_at")
    p.index("machine_times", "plant_id", "starts_at")


def explanations() -> None:
    p.create_tenant_table(
        "stop_explanations",
        p.reference("machine_id"),
        p.instant("starts_at"),
        p.instant("ends_at", null=True),
        p.reference("reason_id"),
        p.words("note", ""),
        p.words("why", ""),
        p.reference("said_by", null=True),
        p.words("said_name"),
        p.tenant_fk("machine_id", "machines"),
        p.tenant_fk("reason_id", "reasons"),
        p.tenant_fk("said_by", "users"),
        plant="required",
        append_only=True,
        comment="Every reason that was given for a stop, the later ones beside the earlier ones.",
    )
    p.index("stop_explanations", "machine_id", "starts_at")


def downgrade() -> None:
    for table in ("stop_explanations", "machine_times", "machine_facts"):
        op.drop_table(table)
    op.drop_constraint(op.f("fk_reasons_organization_id_parent_id"), "reasons", type_="foreignkey")
    op.drop_column("reasons", "failure")
    op.drop_column("reasons", "parent_id")
