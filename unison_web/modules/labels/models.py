"""Label templates, printers, and the log of what was printed."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, LargeBinary, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, deferred, mapped_column

from unison_web.engine.labels.design import SYMBOLOGIES, Design, design_of
from unison_web.kit.db.base import Model, Tenant, belongs_to, states, tenant_fk, tenant_unique
from unison_web.modules.floor.models import Station
from unison_web.modules.identity.models import User
from unison_web.modules.labels import rules
from unison_web.modules.organizations.models import Plant


class LabelTemplate(Tenant, Model):
    """One version of a label. ``elements`` are those of ``engine.labels.design``."""

    __tablename__ = "label_templates"
    __table_args__ = (
        tenant_unique("code", "revision"), states("state", rules.STATES), tenant_fk("released_by", "users"),
        CheckConstraint("width > 0 AND height > 0", name="size"),
    )  # fmt: skip

    code: Mapped[str]
    name: Mapped[str]
    noun: Mapped[str]
    revision: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(default="draft")
    width: Mapped[Decimal]
    height: Mapped[Decimal]
    elements: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    released_by: Mapped[UUID | None]
    released_at: Mapped[datetime | None]

    releaser: Mapped[User | None] = belongs_to(User, "released_by")

    @property
    def design(self) -> Design:
        return design_of(self.width, self.height, self.elements)


class Printer(Tenant, Model):
    """Where labels come out. ``trouble`` is what it said last, empty since it answered."""

    __tablename__ = "printers"
    __table_args__ = (
        UniqueConstraint("organization_id", "plant_id", "code"), tenant_fk("plant_id", "plants"),
        states("kind", rules.PRINTER_KINDS), states("state", ("active", "archived")),
        CheckConstraint("dpi IN (203, 300, 600)", name="dpi"),
    )  # fmt: skip

    plant_id: Mapped[UUID]
    code: Mapped[str]
    name: Mapped[str]
    kind: Mapped[str]
    host: Mapped[str] = mapped_column(default="")
    port: Mapped[int] = mapped_column(default=9100)
    dpi: Mapped[int] = mapped_column(default=203)
    width: Mapped[Decimal | None]
    height: Mapped[Decimal | None]
    state: Mapped[str] = mapped_column(default="active")
    trouble: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]

    plant: Mapped[Plant] = belongs_to(Plant, "plant_id")


class StationPrinter(Tenant, Model):
    """The printer beside a tablet."""

    __tablename__ = "station_printers"
    __table_args__ = (
        tenant_fk("station_id", "stations", ondelete="CASCADE"), tenant_fk("printer_id", "printers"),
        tenant_unique("station_id"),
    )  # fmt: skip

    station_id: Mapped[UUID]
    printer_id: Mapped[UUID]

    station: Mapped[Station] = belongs_to(Station, "station_id")
    printer: Mapped[Printer] = belongs_to(Printer, "printer_id")


class LabelPrint(Tenant, Model):
    """A label that was asked for. ``said`` holds the values as they were then: printed again, it says the same."""

    __tablename__ = "label_prints"
    __table_args__ = (
        tenant_fk("plant_id", "plants"), tenant_fk("template_id", "label_templates"),
        tenant_fk("printer_id", "printers"), tenant_fk("reprint_of_id", "label_prints"),
        tenant_fk("asked_by", "users"), states("state", rules.PRINT_STATES),
        CheckConstraint("copies BETWEEN 1 AND 1000", name="copies"),
    )  # fmt: skip
    audit_hidden: ClassVar[frozenset[str]] = frozenset({"document"})

    plant_id: Mapped[UUID]
    template_id: Mapped[UUID]
    printer_id: Mapped[UUID]
    noun: Mapped[str]
    code: Mapped[str]
    copies: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(default="queued")
    trouble: Mapped[str] = mapped_column(default="")
    attempts: Mapped[int] = mapped_column(default=0)
    reprint_of_id: Mapped[UUID | None]
    reason: Mapped[str] = mapped_column(default="")
    asked_by: Mapped[UUID | None]
    printed_at: Mapped[datetime | None]
    said: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    document: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))

    template: Mapped[LabelTemplate] = belongs_to(LabelTemplate, "template_id")
    printer: Mapped[Printer] = belongs_to(Printer, "printer_id")
    asker: Mapped[User | None] = belongs_to(User, "asked_by")

    @property
    def audit_label(self) -> str:
        return f"{self.code} × {self.copies}"

    @property
    def filename(self) -> str:
        ending = "pdf" if self.printer.kind == "pdf" else "zpl"
        return f"label-{''.join(sign if sign.isalnum() or sign in '-_' else '-' for sign in self.code)}.{ending}"


class Barcode(Tenant, Model):
    """A code that a program asked for, kept as pictures."""

    __tablename__ = "barcodes"
    __table_args__ = (tenant_unique("kind", "data"), states("kind", SYMBOLOGIES), tenant_fk("asked_by", "users"))

    kind: Mapped[str]
    data: Mapped[str]
    svg_key: Mapped[str]
    png_key: Mapped[str]
    asked_by: Mapped[UUID | None]

    @property
    def audit_label(self) -> str:
        return self.data[:80]
