"""Bills of material and their lines."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from unison_web.kit.custom.nouns import Customizable
from unison_web.kit.db.base import Model, Tenant, belongs_to, has_many, states, tenant_fk, tenant_unique
from unison_web.modules.bom import rules
from unison_web.modules.materials.models import Material, Unit


class Bom(Customizable, Tenant, Model):
    """What ``base_quantity`` of a material takes. At most one released bill of a material is valid on a day."""

    __tablename__ = "boms"
    __table_args__ = (
        tenant_unique("material_id", "revision"),
        tenant_fk("material_id", "materials"),
        states("state", rules.LIFE.states),
        CheckConstraint("base_quantity > 0", name="base_quantity"),
        CheckConstraint("valid_to >= valid_from", name="validity"),
    )

    material_id: Mapped[UUID]
    revision: Mapped[str]
    base_quantity: Mapped[Decimal] = mapped_column(default=Decimal(1))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    state: Mapped[str] = mapped_column(default="draft")
    review_note: Mapped[str] = mapped_column(default="")

    material: Mapped[Material] = belongs_to(Material, "material_id")
    lines: Mapped[list[BomLine]] = has_many(
        "BomLine", "bom_id", order_by="(BomLine.position, BomLine.valid_from, BomLine.id)"
    )

    @property
    def audit_label(self) -> str:
        return f"rev {self.revision}"

    def valid(self, on: date) -> bool:
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or self.valid_to >= on)


class BomLine(Tenant, Model):
    """A component, in any unit it can be counted in, from a day to a day, both included."""

    __tablename__ = "bom_lines"
    __table_args__ = (
        tenant_fk("bom_id", "boms", ondelete="CASCADE"),
        tenant_fk("component_id", "materials"),
        tenant_fk("unit_id", "units"),
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("scrap >= 0 AND scrap < 1", name="scrap"),
        CheckConstraint("valid_to >= valid_from", name="validity"),
    )

    bom_id: Mapped[UUID]
    position: Mapped[int] = mapped_column(default=10)
    component_id: Mapped[UUID]
    quantity: Mapped[Decimal]
    unit_id: Mapped[UUID]
    scrap: Mapped[Decimal] = mapped_column(default=Decimal(0))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    operation: Mapped[int | None]
    note: Mapped[str] = mapped_column(default="")

    bom: Mapped[Bom] = belongs_to(Bom, "bom_id")
    component: Mapped[Material] = belongs_to(Material, "component_id")
    unit: Mapped[Unit] = belongs_to(Unit, "unit_id")

    @property
    def audit_label(self) -> str:
        return f"line {self.position}"

    def effective(self, on: date) -> bool:
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or self.valid_to >= on)
