"""SAP: the system of a company, how it does, runs with what they found, and what is sent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0093"
down_revision = "0087"


def upgrade() -> None:
    p.create_tenant_table(
        "sap_systems",
        p.words("address"),
        p.words("client", ""),
        p.words("user_name"),
        p.words("secret_sealed", ""),
        p.words("language", "EN"),
        p.words("plant", ""),
        p.words("units", ""),
        p.json("fields", null=True),
        p.whole("every_minutes", "0"),
        p.yes_no("enabled"),
        p.yes_no("sends"),
        sa.CheckConstraint("every_minutes >= 0", name="every_minutes"),
        p.tenant_unique(),
        comment="The SAP of a company; its password is sealed with the key of the installation.",
    )
    p.create_tenant_table(
        "sap_links",
        p.reference("system_id"),
        p.whole("failures", "0"),
        p.instant("open_until", null=True),
        p.words("error", ""),
        p.instant("error_at", null=True),
        p.instant("worked_at", null=True),
        p.instant("delta_from", null=True),
        p.instant("sending_until", null=True),
        p.tenant_fk("system_id", "sap_systems"),
        p.tenant_unique("system_id"),
        versioned=False,
        comment="How SAP does: failures in a row, the last error, and the newest change that was pulled.",
    )
    runs()
    messages()


def runs() -> None:
    p.create_tenant_table(
        "sap_runs",
        *p.state("kind", "full", "delta", "stock"),
        p.yes_no("trial"),
        *p.state("state", "queued", "running", "done", "failed", "cancelled"),
        *(p.whole(name, "0") for name in ("total", "read", "created", "changed", "same", "asked", "refused")),
        p.words("error", ""),
        p.instant("finished_at", null=True),
        comment="Materials that were pulled from SAP, or only compared.",
    )
    p.index("sap_runs", "created_at")
    p.create_tenant_table(
        "sap_differences",
        p.reference("run_id"),
        p.words("number"),
        p.words("field", ""),
        p.words("theirs", ""),
        p.words("ours", ""),
        *p.state("outcome", "new", "taken", "kept", "ask", "refused", "differs"),
        p.words("words", ""),
        sa.ForeignKeyConstraint(
            ["organization_id", "run_id"], ["sap_runs.organization_id", "sap_runs.id"], ondelete="CASCADE"
        ),
        p.tenant_unique("run_id", "number", "field"),
        versioned=False,
        comment="What SAP says otherwise, by material and field, and what became of it.",
    )
    p.index("sap_differences", "number", "field")


def messages() -> None:
    p.create_tenant_table(
        "sap_messages",
        p.reference("order_id"),
        p.words("key"),
        p.words("reverses", ""),
        p.words("sap_order"),
        p.words("operation"),
        p.words("good", "0"),
        p.words("scrap", "0"),
        p.words("unit", ""),
        p.instant("happened_at"),
        *p.state("state", "waiting", "sent", "refused", "dropped"),
        p.whole("attempts", "0"),
        p.instant("tried_at", null=True),
        p.words("error", ""),
        p.words("document", ""),
        p.tenant_fk("order_id", "work_orders"),
        p.tenant_unique("key"),
        plant="required",
        comment="Confirmations for SAP, each once, in the order in which they happened.",
    )
    p.index("sap_messages", "state", "order_id")


def downgrade() -> None:
    for table in ("sap_messages", "sap_differences", "sap_runs", "sap_links", "sap_systems"):
        op.drop_table(table)
