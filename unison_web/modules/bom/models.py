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
    outputs: Mapped[list[BomOutput]] = has_many("BomOutput", "bom_id", order_by="(BomOutput.kind.desc(), BomOutput.id)")
    losses: Mapped[list[BomLoss]] = has_many("BomLoss", "bom_id", order_by="BomLoss.operation")

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
    alternates: Mapped[list[BomAlternate]] = has_many(
        "BomAlternate", "line_id", order_by="(BomAlternate.priority, BomAlternate.id)"
    )

    @property
    def audit_label(self) -> str:
        return f"line {self.position}"

    def effective(self, on: date) -> bool:
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or self.valid_to >= on)


class BomAlternate(Tenant, Model):
    """What may be taken instead: ``ratio`` of it, in its own unit, for one unit of the line's component."""

    __tablename__ = "bom_alternates"
    __table_args__ = (
        tenant_fk("line_id", "bom_lines", ondelete="CASCADE"),
        tenant_fk("component_id", "materials"),
        states("state", rules.ALTERNATE.states),
        CheckConstraint("ratio > 0 AND priority > 0", name="positive"),
        CheckConstraint("valid_to >= valid_from", name="validity"),
    )

    line_id: Mapped[UUID]
    component_id: Mapped[UUID]
    ratio: Mapped[Decimal] = mapped_column(default=Decimal(1))
    priority: Mapped[int] = mapped_column(default=1)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="proposed")

    line: Mapped[BomLine] = belongs_to(BomLine, "line_id")
    component: Mapped[Material] = belongs_to(Material, "component_id")

    @property
    def audit_label(self) -> str:
        return f"alternate {self.priority}"

    def offered(self, on: date) -> bool:
        """Approved, and valid on that day."""
        starts, ends = self.valid_from or date.min, self.valid_to or date.max
        return self.state == "approved" and starts <= on <= ends


class BomOutput(Tenant, Model):
    """What comes out beside the material: ``quantity`` for the bill's base quantity, with its share of the cost."""

    __tablename__ = "bom_outputs"
    __table_args__ = (
        tenant_fk("bom_id", "boms", ondelete="CASCADE"),
        tenant_fk("material_id", "materials"),
        tenant_fk("unit_id", "units"),
        tenant_unique("bom_id", "material_id"),
        states("kind", rules.OUTPUTS),
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("cost_share >= 0 AND cost_share <= 1", name="cost_share"),
    )

    bom_id: Mapped[UUID]
    material_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(default="co")
    quantity: Mapped[Decimal]
    unit_id: Mapped[UUID]
    cost_share: Mapped[Decimal] = mapped_column(default=Decimal(0))

    material: Mapped[Material] = belongs_to(Material, "material_id")
    unit: Mapped[Unit] = belongs_to(Unit, "unit_id")

    @property
    def audit_label(self) -> str:
        return "co-product" if self.kind == "co" else "by-product"


class BomLoss(Tenant, Model):
    """The share of pieces that one operation loses: what goes in before it is taken for pieces that never arrive."""

    __tablename__ = "bom_losses"
    __table_args__ = (
        tenant_fk("bom_id", "boms", ondelete="CASCADE"),
        tenant_unique("bom_id", "operation"),
        CheckConstraint("scrap >= 0 AND scrap < 1", name="scrap"),
        CheckConstraint("operation > 0", name="operation"),
    )

    bom_id: Mapped[UUID]
    operation: Mapped[int]
    scrap: Mapped[Decimal]

    @property
    def audit_label(self) -> str:
        return f"operation {self.operation}"
