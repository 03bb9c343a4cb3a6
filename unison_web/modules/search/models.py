"""What a person opened last."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy.orm import Mapped

from unison_web.kit.db.base import Model, Tenant, tenant_fk, tenant_unique


class RecentRecord(Tenant, Model):
    """A record of a noun, by its id: what it is called now, and whether it may still be seen, is asked anew."""

    __tablename__ = "recent_records"
    __table_args__ = (tenant_fk("user_id", "users"), tenant_unique("user_id", "noun", "record_id"))
    audited: ClassVar[bool] = False

    user_id: Mapped[UUID]
    noun: Mapped[str]
    record_id: Mapped[UUID]
    opened_at: Mapped[datetime]
