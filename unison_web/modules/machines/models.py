"""Work centers and the machines in them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from unison_web.kit.custom.nouns import Customizable
from unison_web.kit.db.base import Model, Tenant, belongs_to, has_many, natural_order, states, tenant_fk
from unison_web.modules.machines import rules
from unison_web.modules.organizations.models import Plant


class WorkCenter(Customizable, Tenant, Model):
    """A place of a plant where operations of one kind happen. ``slots`` operations at once, all machines together."""

    __tablename__ = "work_centers"
    __table_args__ = (
        UniqueConstraint("organization_id", "plant_id", "code"),
        tenant_fk("plant_id", "plants"),
        states("state", rules.LIFE),
        CheckConstraint("slots > 0 AND cost_rate >= 0 AND hours_per_week >= 0", name="capacity"),
    )

    plant_id: Mapped[UUID]
    code: Mapped[str]
    code_order: Mapped[str] = natural_order("code")
    name: Mapped[str]
    cost_rate: Mapped[Decimal] = mapped_column(default=Decimal(0))
    currency: Mapped[str] = mapped_column(default="USD")
    hours_per_week: Mapped[Decimal] = mapped_column(default=Decimal(0))
    slots: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(default="active")

    plant: Mapped[Plant] = belongs_to(Plant, "plant_id")
    machines: Mapped[list[Machine]] = has_many("Machine", "work_center_id", order_by="Machine.code")

    @property
    def label(self) -> str:
        """``20 Frame Welding``, as people on the floor say it."""
        return f"{self.code} {self.name}"


class Machine(Customizable, Tenant, Model):
    """One machine or bench. ``cost_rate`` only where it differs from its work center's; ``capabilities`` is what it can
    do beyond what its work center is for."""

    __tablename__ = "machines"
    __table_args__ = (
        UniqueConstraint("organization_id", "plant_id", "code"),
        tenant_fk("plant_id", "plants"),
        tenant_fk("work_center_id", "work_centers"),
        states("state", rules.STATES),
        states("life", rules.LIFE),
        CheckConstraint("slots > 0 AND (cost_rate IS NULL OR cost_rate >= 0)", name="capacity"),
    )

    plant_id: Mapped[UUID]
    work_center_id: Mapped[UUID]
    code: Mapped[str]
    code_order: Mapped[str] = natural_order("code")
    name: Mapped[str]
    machine_class: Mapped[str] = mapped_column(default="")
    location: Mapped[str] = mapped_column(default="")
    cost_rate: Mapped[Decimal | None]
    slots: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(default="unknown")
    state_since: Mapped[datetime | None]
    state_reason: Mapped[str] = mapped_column(default="")
    life: Mapped[str] = mapped_column(default="active")
    capabilities: Mapped[list[str]] = mapped_column(default=list)

    plant: Mapped[Plant] = belongs_to(Plant, "plant_id")
    work_center: Mapped[WorkCenter] = belongs_to(WorkCenter, "work_center_id")

    @property
    def rate(self) -> Decimal:
        """Cost of an hour; needs the work center loaded."""
        return self.work_center.cost_rate if self.cost_rate is None else self.cost_rate
