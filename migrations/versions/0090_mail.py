"""E-mail: how a company sends, what is to be sent and what became of it, and addresses that get nothing more."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0090"
down_revision = "0093"

PROVIDERS = ("smtp", "sendgrid", "ses")
STATES = ("queued", "sending", "sent", "delivered", "bounced", "complained", "failed", "suppressed", "caught")


def upgrade() -> None:
    settings()
    messages()
    events()
    p.create_tenant_table(
        "mail_suppressions",
        p.words("address"),
        *p.state("reason", "by_hand", "bounced", "complained"),
        p.words("note", ""),
        p.tenant_unique("address"),
        comment="Addresses that get no mail any more.",
    )


def settings() -> None:
    p.create_tenant_table(
        "mail_settings",
        *p.state("provider", "catcher", *PROVIDERS),
        *p.state("fallback", "", *PROVIDERS),
        p.words("sender_address", ""),
        p.words("sender_name", ""),
        p.words("reply_to", ""),
        p.whole("per_minute", "60"),
        p.words("smtp_host", ""),
        p.whole("smtp_port", "587"),
        *p.state("smtp_security", "starttls", "tls", "none"),
        p.words("smtp_user", ""),
        p.words("smtp_sealed", ""),
        *p.state("sendgrid_region", "global", "eu"),
        p.words("sendgrid_sealed", ""),
        p.words("sendgrid_public_key", ""),
        p.words("ses_region", ""),
        p.words("ses_key_id", ""),
        p.words("ses_sealed", ""),
        p.words("ses_topic", ""),
        p.words("hook_hash", ""),
        p.words("hook_sealed", ""),
        p.words("trouble", ""),
        p.instant("trouble_at", null=True),
        p.tenant_unique(),
        sa.CheckConstraint("per_minute BETWEEN 1 AND 10000", name="per_minute"),
        sa.CheckConstraint("smtp_port BETWEEN 1 AND 65535", name="smtp_port"),
        comment="How a company sends e-mail. Passwords and keys are sealed.",
    )
    op.execute("CREATE INDEX ix_mail_settings_hook_hash ON mail_settings (hook_hash) WHERE hook_hash <> ''")
    p.gate_function(
        "gate_mail_hook(it text)", "TABLE (organization_id uuid)",
        "SELECT organization_id FROM mail_settings WHERE hook_hash = it AND it <> ''",
        "finds the company whose provider tells what became of mails, by the hash of the secret in the address",
        {"mail_settings": "organization_id, hook_hash"},
    )  # fmt: skip


def messages() -> None:
    p.create_tenant_table(
        "mail_messages",
        p.words("kind"),
        p.words("key"),
        *p.state("state", *STATES),
        p.words("to_address"),
        p.words("to_name", ""),
        p.words("subject"),
        p.words("html"),
        p.words("text"),
        p.yes_no("secret"),
        p.words("job", ""),
        p.words("header_id", ""),
        p.whole("attempts", "0"),
        p.words("provider", ""),
        p.words("provider_id", ""),
        p.words("fault", ""),
        p.words("error", ""),
        p.instant("next_at", null=True),
        p.instant("claimed_at", null=True),
        p.instant("sent_at", null=True),
        p.words("about_kind", ""),
        p.reference("about_id", null=True),
        p.reference("asked_by", null=True),
        p.tenant_fk("asked_by", "users"),
        p.tenant_unique("key"),
        versioned=False,
        comment="E-mails that are to be sent, as they were written, and what became of them.",
    )
    p.index("mail_messages", "claimed_at")
    p.index("mail_messages", "about_id", where="about_id IS NOT NULL")
    p.index("mail_messages", "provider_id", where="provider_id <> ''")
    p.index("mail_messages", "state", where="state IN ('queued', 'sending', 'failed')")


def events() -> None:
    p.create_tenant_table(
        "mail_events",
        p.reference("message_id"),
        *p.state("kind", *STATES, "waiting"),
        p.words("provider", ""),
        p.words("words", ""),
        p.words("key", null=True),
        p.tenant_fk("message_id", "mail_messages"),
        p.tenant_unique("key"),
        append_only=True,
        comment="What became of an e-mail, step by step.",
    )
    p.index("mail_events", "message_id", "created_at")


def downgrade() -> None:
    op.execute("DROP FUNCTION gate_mail_hook(text)")
    for table in ("mail_events", "mail_messages", "mail_suppressions", "mail_settings"):
        op.drop_table(table)
