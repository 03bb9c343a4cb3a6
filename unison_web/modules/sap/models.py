"""The SAP of a company, how it does, what was pulled from it, and what is sent to it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from unison_web.kit.db.base import Model, Tenant, belongs_to, states, tenant_fk, tenant_unique
from unison_web.kit.db.ledger import Ledger
from unison_web.modules.sap import rules
from unison_web.modules.work_orders.models import WorkOrder


class SapSystem(Tenant, Model):
    """One for each company. ``plant`` and ``storage`` are SAP's own codes; ``units`` are lines ``CAR = BOX``;
    ``fields`` says by field of a material where it comes from and who wins."""

    __tablename__ = "sap_systems"
    __table_args__ = (tenant_unique(), CheckConstraint("every_minutes >= 0", name="every_minutes"))
    audit_hidden: ClassVar[frozenset[str]] = frozenset({"secret_sealed"})

    address: Mapped[str]
    client: Mapped[str] = mapped_column(default="")
    user_name: Mapped[str]
    secret_sealed: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="EN")
    plant: Mapped[str] = mapped_column(default="")
    units: Mapped[str] = mapped_column(default="")
    fields: Mapped[dict[str, Any] | None]
    every_minutes: Mapped[int] = mapped_column(default=0)
    enabled: Mapped[bool] = mapped_column(default=False)
    sends: Mapped[bool] = mapped_column(default=False)

    @property
    def audit_label(self) -> str:
        return "SAP"


class SapLink(Ledger, Model):
    """How SAP does. Written with every exchange, so it is no row of the trail. ``delta_from`` is the newest change
    that was pulled; who sends holds ``sending_until``."""

    __tablename__ = "sap_links"
    __table_args__ = (tenant_fk("system_id", "sap_systems"), tenant_unique("system_id"))

    system_id: Mapped[UUID]
    failures: Mapped[int] = mapped_column(default=0)
    open_until: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(default="")
    error_at: Mapped[datetime | None]
    worked_at: Mapped[datetime | None]
    delta_from: Mapped[datetime | None]
    sending_until: Mapped[datetime | None]


class SapRun(Tenant, Model):
    """Materials pulled, or only compared where it is a ``trial``."""

    __tablename__ = "sap_runs"
    __table_args__ = (states("kind", rules.RUN_KINDS), states("state", rules.RUN_STATES))
    audit_hidden: ClassVar[frozenset[str]] = frozenset(
        {"read", "total", "created", "changed", "same", "asked", "refused"}
    )

    kind: Mapped[str]
    trial: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(default="queued")
    total: Mapped[int] = mapped_column(default=0)
    read: Mapped[int] = mapped_column(default=0)
    created: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    same: Mapped[int] = mapped_column(default=0)
    asked: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(default="")
    finished_at: Mapped[datetime | None]

    @property
    def audit_label(self) -> str:
        return "SAP"


class SapDifference(Ledger, Model):
    """A field that SAP says otherwise, and what became of it."""

    __tablename__ = "sap_differences"
    __table_args__ = (
        tenant_fk("run_id", "sap_runs", ondelete="CASCADE"),
        tenant_unique("run_id", "number", "field"),
        states("outcome", rules.OUTCOMES),
    )

    run_id: Mapped[UUID]
    number: Mapped[str]
    field: Mapped[str] = mapped_column(default="")
    theirs: Mapped[str] = mapped_column(default="")
    ours: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str]
    words: Mapped[str] = mapped_column(default="")

    run: Mapped[SapRun] = belongs_to(SapRun, "run_id")


class SapMessage(Tenant, Model):
    """Something SAP has to be told. ``key`` is what it is about, so that it is told once;
    ``reverses`` the key of the message it takes back.
    ``error`` are SAP's own words."""

    __tablename__ = "sap_messages"
    __table_args__ = (
        tenant_fk("plant_id", "plants"), tenant_fk("order_id", "work_orders"), tenant_unique("key"),
        states("state", rules.MESSAGE_STATES),
    )  # fmt: skip
    audit_hidden: ClassVar[frozenset[str]] = frozenset({"attempts", "tried_at"})

    plant_id: Mapped[UUID]
    order_id: Mapped[UUID]
    key: Mapped[str]
    reverses: Mapped[str] = mapped_column(default="")
    sap_order: Mapped[str]
    operation: Mapped[str]
    good: Mapped[str] = mapped_column(default="0")
    scrap: Mapped[str] = mapped_column(default="0")
    unit: Mapped[str] = mapped_column(default="")
    happened_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    tried_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(default="")
    document: Mapped[str] = mapped_column(default="")

    order: Mapped[WorkOrder] = belongs_to(WorkOrder, "order_id")

    @property
    def audit_label(self) -> str:
        return f"{self.sap_order} / {self.operation}"
