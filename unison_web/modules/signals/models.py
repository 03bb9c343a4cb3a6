"""Connections, how they do, the tags heard on them, and what those said."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Double
from sqlalchemy.orm import Mapped, mapped_column

from unison_web.kit.db.base import Model, Tenant, belongs_to, has_many, states, tenant_fk, tenant_unique
from unison_web.kit.db.ledger import Ledger
from unison_web.modules.machines.models import Machine
from unison_web.modules.organizations.models import Plant
from unison_web.modules.signals import rules


class Connection(Tenant, Model):
    """Where machines are heard. ``topics`` are lines: topic filters, node ids, or paths of devices. Nothing comes for
    ``silence_seconds``: its machines have no data; 0 for never. Certificates are in PEM: ``authority`` names the other
    side, ``own_certificate`` us, ``trusted`` is the one of an OPC UA server that somebody has compared."""

    __tablename__ = "signal_connections"
    __table_args__ = (
        tenant_fk("plant_id", "plants"),
        tenant_unique("plant_id", "name"),
        states("kind", rules.ROADS),
        CheckConstraint("silence_seconds >= 0", name="silence"),
    )
    audit_hidden: ClassVar[frozenset[str]] = frozenset({"secret_sealed", "own_key_sealed"})

    plant_id: Mapped[UUID]
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(default="http")
    address: Mapped[str] = mapped_column(default="")
    topics: Mapped[str] = mapped_column(default="")
    user_name: Mapped[str] = mapped_column(default="")
    secret_sealed: Mapped[str] = mapped_column(default="")
    tls: Mapped[bool] = mapped_column(default=False)
    authority: Mapped[str] = mapped_column(default="")
    own_certificate: Mapped[str] = mapped_column(default="")
    own_key_sealed: Mapped[str] = mapped_column(default="")
    trusted: Mapped[str] = mapped_column(default="")
    enabled: Mapped[bool] = mapped_column(default=False)
    silence_seconds: Mapped[int] = mapped_column(default=300)

    plant: Mapped[Plant] = belongs_to(Plant, "plant_id")
    links: Mapped[list[Link]] = has_many("Link", "connection_id")


class Link(Ledger, Model):
    """How a connection does. Written with every message, so it is no row of the audit trail."""

    __tablename__ = "signal_links"
    __table_args__ = (
        tenant_fk("plant_id", "plants"),
        tenant_fk("connection_id", "signal_connections"),
        tenant_unique("connection_id"),
        states("state", rules.LINKS),
    )

    plant_id: Mapped[UUID]
    connection_id: Mapped[UUID]
    state: Mapped[str] = mapped_column(default="waiting")
    since: Mapped[datetime | None]
    heard_at: Mapped[datetime | None]
    message_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(default="")
    error_at: Mapped[datetime | None]
    taken: Mapped[int] = mapped_column(BigInteger, default=0)
    repeated: Mapped[int] = mapped_column(BigInteger, default=0)
    late: Mapped[int] = mapped_column(BigInteger, default=0)
    refused: Mapped[int] = mapped_column(BigInteger, default=0)


class Batch(Ledger, Model):
    """A message that was taken; the same one finds itself here."""

    __tablename__ = "signal_batches"
    __table_args__ = (
        tenant_fk("plant_id", "plants"),
        tenant_fk("connection_id", "signal_connections"),
        tenant_unique("connection_id", "message"),
    )

    plant_id: Mapped[UUID]
    connection_id: Mapped[UUID]
    message: Mapped[str]
    counts: Mapped[dict[str, Any]]


class Tag(Tenant, Model):
    """A name on a connection and what it means. ``words`` says which values mean which state; a value counts as
    ``value * factor + shift``; a counter begins again at ``wraps_at``; pulses closer together than ``debounce_ms`` are
    one."""

    __tablename__ = "signal_tags"
    __table_args__ = (
        tenant_fk("plant_id", "plants"),
        tenant_fk("connection_id", "signal_connections"),
        tenant_fk("machine_id", "machines"),
        tenant_unique("connection_id", "name"),
        states("kind", ("", *rules.KINDS)),
        CheckConstraint("(kind = '') = (machine_id IS NULL)", name="mapped"),
        CheckConstraint("debounce_ms >= 0", name="debounce"),
    )

    plant_id: Mapped[UUID]
    connection_id: Mapped[UUID]
    name: Mapped[str]
    machine_id: Mapped[UUID | None]
    kind: Mapped[str] = mapped_column(default="")
    label: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")
    factor: Mapped[Decimal] = mapped_column(default=Decimal(1))
    shift: Mapped[Decimal] = mapped_column(default=Decimal(0))
    wraps_at: Mapped[Decimal | None]
    words: Mapped[dict[str, Any] | None]
    debounce_ms: Mapped[int] = mapped_column(default=rules.DEBOUNCE)
    ignored: Mapped[bool] = mapped_column(default=False)

    connection: Mapped[Connection] = belongs_to(Connection, "connection_id")
    machine: Mapped[Machine | None] = belongs_to(Machine, "machine_id")


class Latest(Ledger, Model):
    """The newest value of a tag: a number where it is one, else what it says. ``recent`` are the last ten, the newest
    last, as ``[instant, value]``."""

    __tablename__ = "signal_latest"
    __table_args__ = (tenant_fk("plant_id", "plants"), tenant_fk("tag_id", "signal_tags"), tenant_unique("tag_id"))

    plant_id: Mapped[UUID]
    tag_id: Mapped[UUID]
    at: Mapped[datetime]
    received_at: Mapped[datetime]
    value: Mapped[float | None] = mapped_column(Double)
    said: Mapped[str | None]
    recent: Mapped[dict[str, Any]]


class Alarm(Ledger, Model):
    """An alarm came or went. Kept as it was said."""

    __tablename__ = "machine_alarms"
    __table_args__ = (
        tenant_fk("plant_id", "plants"),
        tenant_fk("machine_id", "machines"),
        tenant_fk("tag_id", "signal_tags"),
        tenant_unique("tag_id", "at"),
    )

    plant_id: Mapped[UUID]
    machine_id: Mapped[UUID]
    tag_id: Mapped[UUID]
    at: Mapped[datetime]
    active: Mapped[bool]
    words: Mapped[str] = mapped_column(default="")

    tag: Mapped[Tag] = belongs_to(Tag, "tag_id")


class Series:
    """Key of a value in time. These tables have no id of a row: a tag says one thing at one instant."""

    organization_id: Mapped[UUID] = mapped_column(primary_key=True)
    tag_id: Mapped[UUID] = mapped_column(primary_key=True)
    plant_id: Mapped[UUID]
    at: Mapped[datetime] = mapped_column(primary_key=True)


class Bucket(Series):
    """Sums over a minute or an hour, kept up to date with every row, late ones too."""

    n: Mapped[int] = mapped_column(BigInteger)
    total: Mapped[float] = mapped_column(Double)
    low: Mapped[float] = mapped_column(Double)
    high: Mapped[float] = mapped_column(Double)
    last: Mapped[float] = mapped_column(Double)
    last_at: Mapped[datetime]


class Sample(Series, Model):
    __tablename__ = "telemetry"

    value: Mapped[float] = mapped_column(Double)


class Minute(Bucket, Model):
    __tablename__ = "telemetry_minutes"


class Hour(Bucket, Model):
    __tablename__ = "telemetry_hours"
