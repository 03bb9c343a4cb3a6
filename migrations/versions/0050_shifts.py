"""When work is done: shifts, patterns, which of them count where, days that differ, crews and absences."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0050"
down_revision = "0042"

NOBODY = "'00000000-0000-0000-0000-000000000000'::uuid"
TABLES = (
    "shift_instances", "absences", "crew_members", "overtime", "calendar_days", "calendar_rules", "crews",
    "shift_patterns", "shifts",
)  # fmt: skip


def upgrade() -> None:
    p.create_tenant_table(
        "shifts",
        p.words("code"),
        p.words("name"),
        sa.Column("starts", sa.Time, nullable=False),
        sa.Column("ends", sa.Time, nullable=False),
        p.json("breaks"),
        *p.state("state", "active", "archived"),
        sa.UniqueConstraint("organization_id", "plant_id", "code"),
        plant="required",
        comment="Hours on the wall clock of a plant; an end that is not after the start is on the next day.",
    )
    p.create_tenant_table(
        "shift_patterns",
        p.words("name"),
        p.calendar_day("anchor"),
        p.json("days"),
        *p.state("state", "active", "archived"),
        sa.UniqueConstraint("organization_id", "plant_id", "name"),
        plant="required",
        comment="Which shifts are worked on the days of a cycle that begins with the anchor.",
    )
    people()
    calendars()
    instances()


def people() -> None:
    p.create_tenant_table(
        "crews",
        p.words("code"),
        p.words("name"),
        *p.state("state", "active", "archived"),
        sa.UniqueConstraint("organization_id", "plant_id", "code"),
        plant="required",
        comment="People who work together and take turns with others.",
    )
    p.create_tenant_table(
        "crew_members",
        p.reference("crew_id"),
        p.reference("user_id"),
        p.calendar_day("valid_from"),
        p.calendar_day("valid_to", null=True),
        p.tenant_fk("crew_id", "crews"),
        p.tenant_fk("user_id", "users"),
        sa.CheckConstraint("valid_to >= valid_from", name="validity"),
        plant="required",
        comment="Who belongs to a crew, from which day to which.",
    )
    op.execute(
        "ALTER TABLE crew_members ADD CONSTRAINT one_crew_a_day EXCLUDE USING gist (organization_id WITH =, "
        "user_id WITH =, daterange(valid_from, valid_to, '[]') WITH &&)"
    )
    p.create_tenant_table(
        "absences",
        p.reference("user_id"),
        p.calendar_day("first_day"),
        p.calendar_day("last_day"),
        *p.state("kind", "holiday", "illness", "training", "other"),
        p.words("note", ""),
        p.tenant_fk("user_id", "users"),
        sa.CheckConstraint("last_day >= first_day", name="days"),
        comment="Days on which somebody is not there.",
    )
    p.index("absences", "user_id", "first_day")


def calendars() -> None:
    p.create_tenant_table(
        "calendar_rules",
        p.reference("work_center_id", null=True),
        p.reference("crew_id", null=True),
        p.reference("pattern_id"),
        p.calendar_day("valid_from"),
        p.calendar_day("valid_to", null=True),
        p.tenant_fk("work_center_id", "work_centers"),
        p.tenant_fk("crew_id", "crews"),
        p.tenant_fk("pattern_id", "shift_patterns"),
        sa.CheckConstraint("valid_to >= valid_from", name="validity"),
        sa.CheckConstraint("work_center_id IS NULL OR crew_id IS NULL", name="scope"),
        plant="required",
        comment="The pattern that counts for a plant, a work center or a crew, from a day to a day.",
    )
    op.execute(
        "ALTER TABLE calendar_rules ADD CONSTRAINT one_pattern_a_day EXCLUDE USING gist (organization_id WITH =, "
        f"plant_id WITH =, coalesce(work_center_id, {NOBODY}) WITH =, coalesce(crew_id, {NOBODY}) WITH =, "
        "daterange(valid_from, valid_to, '[]') WITH &&)"
    )
    days()


def days() -> None:
    p.create_tenant_table(
        "calendar_days",
        p.reference("work_center_id", null=True),
        p.calendar_day("day"),
        p.json("shifts"),
        p.words("reason"),
        p.yes_no("holiday"),
        p.tenant_fk("work_center_id", "work_centers"),
        sa.UniqueConstraint("organization_id", "plant_id", "work_center_id", "day", postgresql_nulls_not_distinct=True),
        plant="required",
        comment="A day that differs from the pattern: the shifts that are worked instead, none where it is off.",
    )
    p.create_tenant_table(
        "overtime",
        p.reference("work_center_id", null=True),
        p.instant("starts_at"),
        p.instant("ends_at"),
        p.words("reason"),
        p.tenant_fk("work_center_id", "work_centers"),
        sa.CheckConstraint("ends_at >= starts_at", name="span"),
        plant="required",
        comment="Hours beyond the shifts, of a plant or of one work center.",
    )
    p.index("overtime", "plant_id", "starts_at")


def instances() -> None:
    p.create_tenant_table(
        "shift_instances",
        p.reference("work_center_id", null=True),
        p.reference("shift_id"),
        p.calendar_day("day"),
        p.words("code"),
        p.words("name"),
        p.instant("starts_at"),
        p.instant("ends_at"),
        p.json("breaks"),
        p.tenant_fk("work_center_id", "work_centers"),
        p.tenant_fk("shift_id", "shifts"),
        sa.CheckConstraint("ends_at >= starts_at", name="span"),
        plant="required",
        versioned=False,
        comment="One shift of one day, as it was worked or will be; what is past stays when a definition changes.",
    )
    op.execute(
        "ALTER TABLE shift_instances ADD CONSTRAINT one_shift_at_a_time EXCLUDE USING gist (organization_id WITH =, "
        f"plant_id WITH =, coalesce(work_center_id, {NOBODY}) WITH =, tstzrange(starts_at, ends_at) WITH &&)"
    )
    p.index("shift_instances", "plant_id", "starts_at")
    p.index("shift_instances", "plant_id", "day")


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
