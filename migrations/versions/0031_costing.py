"""Exchange rates, rates of hours and overhead, and rolled-up costs as they were."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    p.create_tenant_table(
        "exchange_rates",
        p.words("base"),
        p.words("quote"),
        p.calendar_day("valid_from"),
        *p.state("kind", "mid", "buy", "sell", "plan"),
        p.quantity("value", "1"),
        p.words("source", ""),
        p.words("reason", ""),
        p.tenant_unique("base", "quote", "kind", "valid_from"),
        sa.CheckConstraint("value > 0", name="value"),
        comment="What one unit of a currency is in another, from a day on.",
    )
    p.index("exchange_rates", "valid_from", "id")
    p.create_tenant_table(
        "cost_rates",
        p.reference("work_center_id", null=True),
        *p.state("kind", "labour", "overhead", "subcontract"),
        p.money("amount", "0"),
        p.words("currency", ""),
        p.calendar_day("valid_from"),
        p.words("note", ""),
        p.tenant_fk("work_center_id", "work_centers"),
        sa.UniqueConstraint(
            "organization_id", "kind", "work_center_id", "valid_from", postgresql_nulls_not_distinct=True
        ),
        sa.CheckConstraint("amount >= 0", name="amount"),
        comment="What an hour of labour, overhead in percent or an outside piece costs, from a day on.",
    )
    rolls()


def rolls() -> None:
    p.create_tenant_table(
        "cost_rolls",
        p.reference("material_id"),
        p.calendar_day("as_of"),
        p.words("currency"),
        p.quantity("lot", "1"),
        p.money("unit_cost", "0"),
        p.json("kinds"),
        p.json("leaves"),
        p.json("missing"),
        p.words("made_by", ""),
        p.calendar_day("adopted_from", null=True),
        p.tenant_fk("material_id", "materials"),
        sa.CheckConstraint("lot > 0", name="lot"),
        comment="A rolled-up cost of one unit as it was calculated, with every price and rate that entered.",
    )
    p.index("cost_rolls", "material_id", "id")
    p.index("cost_rolls", "as_of", "id")


def downgrade() -> None:
    for table in ("cost_rolls", "cost_rates", "exchange_rates"):
        op.drop_table(table)
