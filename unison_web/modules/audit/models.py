"""Seals of the trail, and which entry is in which."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from unison_web.kit.db.base import Model, tenant_fk, tenant_unique
from unison_web.kit.db.ledger import Ledger


class AuditSeal(Ledger, Model):
    """A batch of entries under one hash, which contains the hash of the seal before (``engine.seals``). ``first_at``
    and ``last_at`` are the earliest and the latest time an entry of it says."""

    __tablename__ = "audit_seals"
    __table_args__ = (tenant_unique("number"),)

    number: Mapped[int] = mapped_column(BigInteger)
    sealed_at: Mapped[datetime]
    row_count: Mapped[int]
    first_id: Mapped[UUID]
    last_id: Mapped[UUID]
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]
    previous: Mapped[str]
    hash: Mapped[str]


class SealedEntry(Ledger, Model):
    """An entry in its seal. ``id`` is the entry's own, so that none can be in two. The words are kept beside the hash:
    an entry that is gone can still be named. ``created_at`` is the entry's."""

    __tablename__ = "audit_sealed_entries"
    __table_args__ = (tenant_unique("seal_id", "place"), tenant_fk("seal_id", "audit_seals"))

    seal_id: Mapped[UUID]
    place: Mapped[int]
    hash: Mapped[str]
    entity: Mapped[str]
    label: Mapped[str]
    actor_name: Mapped[str]
