"""Seals of the trail, and which entry is in which."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from unison_web.kit.db.base import Model, Tenant, states, tenant_fk, tenant_unique
from unison_web.kit.db.ledger import Ledger
from unison_web.modules.audit import rules


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


class AuditVerification(Tenant, Model):
    """The whole trail computed again by a worker. ``outcome`` is kept: what was checked, up to where, with which
    hash."""

    __tablename__ = "audit_verifications"
    __table_args__ = (tenant_fk("asked_by", "users"), states("state", rules.STATES))
    audit_hidden: ClassVar[frozenset[str]] = frozenset({"entries_done", "entries_total", "outcome"})

    state: Mapped[str] = mapped_column(default="queued")
    asked_by: Mapped[UUID | None]
    asked_name: Mapped[str] = mapped_column(default="")
    entries_done: Mapped[int] = mapped_column(default=0)
    entries_total: Mapped[int] = mapped_column(default=0)
    finished_at: Mapped[datetime | None]
    outcome: Mapped[dict[str, Any] | None]

    @property
    def audit_label(self) -> str:
        return "Verification"
