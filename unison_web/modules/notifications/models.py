"""What somebody was told."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from unison_web.kit.db.base import Model, Tenant, states, tenant_fk, tenant_unique
from unison_web.modules.notifications import rules


class Notification(Tenant, Model):
    """One thing told to one person, in their language. ``key`` names the occasion: it is told once to each."""

    __tablename__ = "notifications"
    __table_args__ = (
        tenant_fk("user_id", "users"), tenant_unique("user_id", "key"), states("way", rules.WAYS[1:]),
    )  # fmt: skip
    audited: ClassVar[bool] = False

    user_id: Mapped[UUID]
    kind: Mapped[str]
    key: Mapped[str]
    way: Mapped[str]
    title: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
    href: Mapped[str]
    read_at: Mapped[datetime | None]
    summed_at: Mapped[datetime | None]
