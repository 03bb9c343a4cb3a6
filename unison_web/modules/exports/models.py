"""Files that were asked for."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, deferred, mapped_column

from unison_web.kit.db.base import Model, Tenant, states, tenant_fk
from unison_web.modules.exports import rules


class Export(Tenant, Model):
    """A list as a file. ``content`` is there only where a worker made it, and for a week; ``rows_total`` is what was
    counted when it was asked for, and in the end what the file holds."""

    __tablename__ = "exports"
    __table_args__ = (
        tenant_fk("plant_id", "plants"), tenant_fk("requested_by", "users"),
        states("format", rules.FORMATS), states("state", rules.STATES),
    )  # fmt: skip
    audit_hidden: ClassVar[frozenset[str]] = frozenset({"content", "size", "rows_done"})

    plant_id: Mapped[UUID | None]
    noun: Mapped[str]
    title: Mapped[str]
    query: Mapped[str] = mapped_column(default="")
    format: Mapped[str]
    state: Mapped[str] = mapped_column(default="queued")
    rows_done: Mapped[int] = mapped_column(default=0)
    rows_total: Mapped[int] = mapped_column(default=0)
    file_name: Mapped[str]
    size: Mapped[int | None]
    content: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    requested_by: Mapped[UUID | None]
    error: Mapped[str] = mapped_column(default="")
    finished_at: Mapped[datetime | None]
