"""Customers and suppliers, their addresses and the people there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0028"
down_revision = "0027"

TABLES = ("partner_contacts", "partner_addresses", "partners")


def upgrade() -> None:
    p.create_tenant_table(
        "partners",
        p.words("number"),
        p.words("name"),
        p.yes_no("customer"),
        p.yes_no("supplier"),
        *(p.words(name, "") for name in ("tax_number", "gln", "website", "email", "phone")),
        p.words("currency", "USD"),
        p.whole("payment_days", "30"),
        *(p.words(name, "") for name in ("delivery_terms", "note", "city", "country")),
        *p.state("state", "active", "archived"),
        p.tenant_unique("number"),
        sa.CheckConstraint("payment_days BETWEEN 0 AND 365", name="payment_days"),
        comment="Companies one sells to and buys from.",
    )
    p.index("partners", "name", "id")
    addresses_and_contacts()


def addresses_and_contacts() -> None:
    p.create_tenant_table(
        "partner_addresses",
        p.reference("partner_id"),
        p.words("kind"),
        *(p.words(name, "") for name in ("name", "street", "postal_code")),
        p.words("city"),
        p.words("region", ""),
        p.words("country"),
        p.yes_no("usual"),
        of_partner(),
        sa.CheckConstraint("kind IN ('billing', 'delivery', 'pickup', 'office')", name="kind"),
        comment="Where goods, papers and bills go.",
    )
    p.index("partner_addresses", "partner_id", "kind", unique=True, where="usual")
    p.create_tenant_table(
        "partner_contacts",
        p.reference("partner_id"),
        p.words("name"),
        *(p.words(name, "") for name in ("role", "email", "phone", "note")),
        p.yes_no("main"),
        of_partner(),
        comment="People at customers and suppliers.",
    )
    p.index("partner_contacts", "partner_id", unique=True, where="main")


def of_partner() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["organization_id", "partner_id"], ["partners.organization_id", "partners.id"], ondelete="CASCADE"
    )


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
