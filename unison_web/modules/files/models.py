"""Files of records."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from unison_web.kit.db.base import Model, Tenant


class File(Tenant, Model):
    """A file of the record ``record_id`` of a noun. The bytes are in the storage under ``key``."""

    __tablename__ = "files"

    noun: Mapped[str]
    record_id: Mapped[UUID]
    name: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    media_type: Mapped[str]
    size: Mapped[int]
    digest: Mapped[str]
    key: Mapped[str]
    uploaded_by: Mapped[str] = mapped_column(default="")
