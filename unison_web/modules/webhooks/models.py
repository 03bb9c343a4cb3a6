"""Addresses of other programs, and what they were told."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from unison_web.kit.db.base import Model, Tenant, belongs_to, states, tenant_unique
from unison_web.modules.webhooks import rules


class Webhook(Tenant, Model):
    """``kinds`` are what it is told. ``rests_until`` after somebody did not answer; ``busy_until`` while a worker
    sends."""

    __tablename__ = "webhooks"
    __table_args__ = (tenant_unique("name"), states("state", rules.STATES))
    audit_hidden: ClassVar[frozenset[str]] = frozenset(
        {"secret_sealed", "old_sealed", "old_until", "rests_until", "busy_until", "trouble"}
    )

    name: Mapped[str]
    url: Mapped[str]
    kinds: Mapped[list[str]]
    state: Mapped[str] = mapped_column(default="active")
    secret_sealed: Mapped[str]
    old_sealed: Mapped[str] = mapped_column(default="")
    old_until: Mapped[datetime | None]
    rests_until: Mapped[datetime | None]
    busy_until: Mapped[datetime | None]
    trouble: Mapped[str] = mapped_column(default="")


class Delivery(Tenant, Model):
    """One thing told to one address. ``body`` is what is signed, the same at every try."""

    __tablename__ = "webhook_deliveries"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organization_id", "webhook_id"], ["webhooks.organization_id", "webhooks.id"], ondelete="CASCADE"
        ),
        states("state", rules.DELIVERY_STATES),
    )
    audited: ClassVar[bool] = False

    webhook_id: Mapped[UUID]
    kind: Mapped[str]
    about_id: Mapped[UUID | None]
    body: Mapped[str]
    state: Mapped[str] = mapped_column(default="pending")
    attempts: Mapped[int] = mapped_column(default=0)
    tried_at: Mapped[datetime | None]
    next_at: Mapped[datetime]
    status: Mapped[int | None]
    words: Mapped[str] = mapped_column(default="")

    webhook: Mapped[Webhook] = belongs_to(Webhook, "webhook_id")
