"""Rates of hours and overhead, and kept roll-ups."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from unison_web.kit.db.base import Model, Money, Tenant, belongs_to, states, tenant_fk
from unison_web.modules.costing import rules
from unison_web.modules.machines.models import WorkCenter
from unison_web.modules.materials.models import Material


class CostRate(Tenant, Model):
    """From a day on, at one work center or, without one, everywhere else. Overhead is a percentage of the hours."""

    __tablename__ = "cost_rates"
    __table_args__ = (
        UniqueConstraint("organization_id", "kind", "work_center_id", "valid_from", postgresql_nulls_not_distinct=True),
        tenant_fk("work_center_id", "work_centers"),
        states("kind", rules.RATE_KINDS),
        CheckConstraint("amount >= 0", name="amount"),
    )

    work_center_id: Mapped[UUID | None]
    kind: Mapped[str]
    amount: Mapped[Decimal] = mapped_column(Money, default=Decimal(0))
    currency: Mapped[str] = mapped_column(default="")
    valid_from: Mapped[date]
    note: Mapped[str] = mapped_column(default="")

    work_center: Mapped[WorkCenter | None] = belongs_to(WorkCenter, "work_center_id")

    @property
    def audit_label(self) -> str:
        return f"{self.kind} {self.valid_from.isoformat()}"


class CostRoll(Tenant, Model):
    """What one unit cost when it was calculated, with every price and rate that entered."""

    __tablename__ = "cost_rolls"
    __table_args__ = (tenant_fk("material_id", "materials"), CheckConstraint("lot > 0", name="lot"))

    material_id: Mapped[UUID]
    as_of: Mapped[date]
    currency: Mapped[str]
    lot: Mapped[Decimal] = mapped_column(default=Decimal(1))
    unit_cost: Mapped[Decimal] = mapped_column(Money, default=Decimal(0))
    kinds: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    leaves: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    missing: Mapped[list[str]] = mapped_column(JSONB, default=list)
    made_by: Mapped[str] = mapped_column(default="")
    adopted_from: Mapped[date | None]

    material: Mapped[Material] = belongs_to(Material, "material_id")

    @property
    def audit_label(self) -> str:
        return self.as_of.isoformat()
