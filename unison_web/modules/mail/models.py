"""How a company sends, its mails, what became of them, and addresses that get none."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column

from unison_web.kit.db.base import Model, Tenant, states, tenant_fk, tenant_unique
from unison_web.kit.db.ledger import Ledger
from unison_web.modules.mail import rules


class MailSettings(Tenant, Model):
    """One row a company. ``trouble`` is what was wrong with these settings when a mail was sent last."""

    __tablename__ = "mail_settings"
    __table_args__ = (
        tenant_unique(), states("provider", ("catcher", *rules.PROVIDERS)), states("fallback", ("", *rules.PROVIDERS)),
        states("smtp_security", rules.SECURITIES), states("sendgrid_region", rules.REGIONS),
        CheckConstraint("per_minute BETWEEN 1 AND 10000", name="per_minute"),
        CheckConstraint("smtp_port BETWEEN 1 AND 65535", name="smtp_port"),
    )  # fmt: skip
    audit_hidden: ClassVar[frozenset[str]] = frozenset(
        {"smtp_sealed", "sendgrid_sealed", "ses_sealed", "hook_hash", "hook_sealed", "trouble", "trouble_at"}
    )

    provider: Mapped[str] = mapped_column(default="catcher")
    fallback: Mapped[str] = mapped_column(default="")
    sender_address: Mapped[str] = mapped_column(default="")
    sender_name: Mapped[str] = mapped_column(default="")
    reply_to: Mapped[str] = mapped_column(default="")
    per_minute: Mapped[int] = mapped_column(default=60)
    smtp_host: Mapped[str] = mapped_column(default="")
    smtp_port: Mapped[int] = mapped_column(default=587)
    smtp_security: Mapped[str] = mapped_column(default="starttls")
    smtp_user: Mapped[str] = mapped_column(default="")
    smtp_sealed: Mapped[str] = mapped_column(default="")
    sendgrid_region: Mapped[str] = mapped_column(default="global")
    sendgrid_sealed: Mapped[str] = mapped_column(default="")
    sendgrid_public_key: Mapped[str] = mapped_column(default="")
    ses_region: Mapped[str] = mapped_column(default="")
    ses_key_id: Mapped[str] = mapped_column(default="")
    ses_sealed: Mapped[str] = mapped_column(default="")
    ses_topic: Mapped[str] = mapped_column(default="")
    hook_hash: Mapped[str] = mapped_column(default="")
    hook_sealed: Mapped[str] = mapped_column(default="")
    trouble: Mapped[str] = mapped_column(default="")
    trouble_at: Mapped[datetime | None]

    @property
    def audit_label(self) -> str:
        return "E-mail"

    def sealed(self, provider: str) -> str:
        return str(getattr(self, f"{provider}_sealed", ""))


class MailMessage(Ledger, Model):
    """A mail as it was written. ``job`` is the one job that may send it; a ``secret`` one forgets what it said when it
    was sent."""

    __tablename__ = "mail_messages"
    __table_args__ = (tenant_fk("asked_by", "users"), tenant_unique("key"), states("state", rules.STATES))

    kind: Mapped[str]
    key: Mapped[str]
    state: Mapped[str] = mapped_column(default="queued")
    to_address: Mapped[str]
    to_name: Mapped[str] = mapped_column(default="")
    subject: Mapped[str]
    html: Mapped[str] = deferred(mapped_column(nullable=False))
    text: Mapped[str] = deferred(mapped_column(nullable=False))
    secret: Mapped[bool] = mapped_column(default=False)
    job: Mapped[str] = mapped_column(default="")
    header_id: Mapped[str] = mapped_column(default="")
    attempts: Mapped[int] = mapped_column(default=0)
    provider: Mapped[str] = mapped_column(default="")
    provider_id: Mapped[str] = mapped_column(default="")
    fault: Mapped[str] = mapped_column(default="")
    error: Mapped[str] = mapped_column(default="")
    next_at: Mapped[datetime | None]
    claimed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    about_kind: Mapped[str] = mapped_column(default="")
    about_id: Mapped[UUID | None]
    asked_by: Mapped[UUID | None]


class MailEvent(Ledger, Model):
    """One step of a mail. ``key`` is the provider's own name of what it told, so that it counts once."""

    __tablename__ = "mail_events"
    __table_args__ = (
        tenant_fk("message_id", "mail_messages"), tenant_unique("key"), states("kind", (*rules.STATES, "waiting")),
    )  # fmt: skip

    message_id: Mapped[UUID]
    kind: Mapped[str]
    provider: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(default="")
    key: Mapped[str | None]


class MailSuppression(Tenant, Model):
    """An address that gets no mail any more, and why."""

    __tablename__ = "mail_suppressions"
    __table_args__ = (tenant_unique("address"), states("reason", rules.REASONS))

    address: Mapped[str]
    reason: Mapped[str] = mapped_column(default="by_hand")
    note: Mapped[str] = mapped_column(default="")

    @property
    def audit_label(self) -> str:
        return str(self.address)
