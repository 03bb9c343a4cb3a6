"""Tables the workbench itself keeps for every company: the audit trail, events, request keys, counters, settings."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, Integer, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from unison_web.kit.db.base import Model, Tenant, tenant_fk, tenant_unique


class Ledger(Tenant):
    """A row that is written once. It has no version, and it does not audit itself."""

    audited: ClassVar[bool] = False
    version = None  # type: ignore[assignment]
    __mapper_args__: ClassVar[dict[str, Any]] = {}


class AuditEntry(Ledger, Model):
    """One changed row: who, what, before and after, when, from which device, why, in which request."""

    __tablename__ = "audit_log"

    actor_id: Mapped[UUID | None]
    actor_name: Mapped[str]
    action: Mapped[str]
    entity: Mapped[str]
    entity_id: Mapped[UUID]
    label: Mapped[str]
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]
    reason: Mapped[str] = mapped_column(default="")
    device: Mapped[str] = mapped_column(default="")
    request_id: Mapped[str] = mapped_column(default="")


class StoredEvent(Ledger, Model):
    """An event that left the transaction: feeds live screens after a gap, and later webhooks."""

    __tablename__ = "events"
    __table_args__ = (tenant_fk("plant_id", "plants"),)

    plant_id: Mapped[UUID | None]
    kind: Mapped[str]
    about_kind: Mapped[str] = mapped_column(default="")
    about_id: Mapped[UUID | None]
    topics: Mapped[list[str]]
    facts: Mapped[dict[str, Any]]
    actor_id: Mapped[UUID | None]


class RequestKey(Ledger, Model):
    """A claimed ``Idempotency-Key``, and the answer its request got."""

    __tablename__ = "request_keys"
    __table_args__ = (tenant_unique("owner", "key"),)

    owner: Mapped[str]
    key: Mapped[str]
    fingerprint: Mapped[str]
    status: Mapped[int | None] = mapped_column(Integer)
    headers: Mapped[dict[str, Any] | None]
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
    answered_at: Mapped[datetime | None]


class NumberSeries(Tenant, Model):
    """The next human number of one kind of document, and how it is written. Counting is no change of it."""

    __tablename__ = "number_series"
    __table_args__ = (tenant_unique("kind"),)
    audit_hidden: ClassVar[frozenset[str]] = frozenset({"next_value"})

    kind: Mapped[str]
    pattern: Mapped[str]
    next_value: Mapped[int] = mapped_column(BigInteger, default=1)

    @property
    def audit_label(self) -> str:
        return self.pattern
