"""Materials, units, categories, and what one material says about units."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from unison_web.engine.quantity import Unit as EngineUnit
from unison_web.kit.custom.fields import words_of
from unison_web.kit.custom.nouns import Customizable
from unison_web.kit.db.base import Model, Tenant, belongs_to, has_many, natural_order, states, tenant_fk, tenant_unique
from unison_web.kit.search import folded
from unison_web.modules.materials import rules


class Unit(Tenant, Model):
    """``base = (value + offset) × numerator ÷ denominator`` in the base unit of the dimension."""

    __tablename__ = "units"
    __table_args__ = (
        tenant_unique("code"),
        states("dimension", rules.DIMENSIONS),
        states("state", rules.UNIT_STATES),
        CheckConstraint("numerator > 0 AND denominator > 0", name="factor"),
    )

    code: Mapped[str]
    name: Mapped[str]
    dimension: Mapped[str]
    numerator: Mapped[int] = mapped_column(BigInteger, default=1)
    denominator: Mapped[int] = mapped_column(BigInteger, default=1)
    offset: Mapped[Decimal] = mapped_column(default=Decimal(0))
    state: Mapped[str] = mapped_column(default="active")

    @property
    def exact(self) -> EngineUnit:
        return rules.engine_unit(self.code, self.dimension, self.numerator, self.denominator, self.offset)


class Category(Tenant, Model):
    """A branch of the tree that materials hang on; ``drawing`` is the picture of its materials. What it says of units,
    tracking and the rest is taken by materials that say nothing themselves."""

    __tablename__ = "material_categories"
    __table_args__ = (
        tenant_unique("name"), tenant_fk("parent_id", "material_categories"), tenant_fk("unit_id", "units"),
        states("state", rules.UNIT_STATES), states("tracking", ("", *rules.TRACKINGS)),
    )  # fmt: skip

    name: Mapped[str]
    parent_id: Mapped[UUID | None]
    drawing: Mapped[str] = mapped_column(default="")
    unit_id: Mapped[UUID | None]
    tracking: Mapped[str] = mapped_column(default="")
    lead_days: Mapped[int | None]
    shelf_life_days: Mapped[int | None]
    storage: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="active")
    unit: Mapped[Unit | None] = belongs_to(Unit, "unit_id")
    parent: Mapped[Category | None] = belongs_to("Category", "parent_id", remote_side="Category.id")


class Material(Customizable, Tenant, Model):
    """Something that is made, bought, stocked or consumed."""

    __tablename__ = "materials"
    __table_args__ = (
        tenant_unique("number"),
        tenant_fk("unit_id", "units"),
        tenant_fk("purchase_unit_id", "units"),
        tenant_fk("consumption_unit_id", "units"),
        tenant_fk("category_id", "material_categories"),
        states("type", rules.TYPES),
        states("tracking", rules.TRACKINGS),
        states("state", rules.LIFE.states),
        CheckConstraint("standard_cost >= 0", name="standard_cost"),
    )
    audit_hidden: ClassVar[frozenset[str]] = frozenset({"search_text"})

    number: Mapped[str]
    number_order: Mapped[str] = natural_order("number")
    name: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    type: Mapped[str]
    unit_id: Mapped[UUID]
    category_id: Mapped[UUID | None]
    tracking: Mapped[str] = mapped_column(default="none")
    phantom: Mapped[bool] = mapped_column(default=False)
    standard_cost: Mapped[Decimal] = mapped_column(default=Decimal(0))
    currency: Mapped[str] = mapped_column(default="USD")
    revision: Mapped[str] = mapped_column(default="A")
    lead_days: Mapped[int] = mapped_column(default=0)
    safety_stock: Mapped[Decimal] = mapped_column(default=Decimal(0))
    reorder_point: Mapped[Decimal] = mapped_column(default=Decimal(0))
    shelf_life_days: Mapped[int | None]
    gtin: Mapped[str] = mapped_column(default="")
    purchase_unit_id: Mapped[UUID | None]
    consumption_unit_id: Mapped[UUID | None]
    storage: Mapped[str] = mapped_column(default="")
    storage_min: Mapped[Decimal | None]
    storage_max: Mapped[Decimal | None]
    image: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="active")
    search_text: Mapped[str] = mapped_column(default="")

    unit: Mapped[Unit] = belongs_to(Unit, "unit_id")
    purchase_unit: Mapped[Unit | None] = belongs_to(Unit, "purchase_unit_id")
    consumption_unit: Mapped[Unit | None] = belongs_to(Unit, "consumption_unit_id")
    category: Mapped[Category | None] = belongs_to(Category, "category_id")
    conversions: Mapped[list[MaterialUnit]] = has_many("MaterialUnit", "material_id")

    @property
    def drawing(self) -> str:
        """Its own picture, or its category's."""
        return self.image or (self.category.drawing if self.category else "")

    def index_words(self) -> None:
        """Keep what the search looks through in step with what people read."""
        said = (words_of(value) for value in (self.custom or {}).values() if not isinstance(value, bool))
        self.search_text = folded(self.number, self.name, self.description, self.gtin, *said)


class MaterialUnit(Tenant, Model):
    """A bridge of one material: ``quantity`` of ``unit`` is exactly ``base_quantity`` of the material's own unit."""

    __tablename__ = "material_units"
    __table_args__ = (
        UniqueConstraint("organization_id", "material_id", "unit_id"),
        tenant_fk("material_id", "materials", ondelete="CASCADE"),
        tenant_fk("unit_id", "units"),
        CheckConstraint("quantity > 0 AND base_quantity > 0", name="positive"),
    )

    material_id: Mapped[UUID]
    unit_id: Mapped[UUID]
    quantity: Mapped[Decimal] = mapped_column(default=Decimal(1))
    base_quantity: Mapped[Decimal]
    unit: Mapped[Unit] = belongs_to(Unit, "unit_id")


class MaterialPair(Tenant, Model):
    """Two materials that look alike and are not the same, as somebody said. The smaller id comes first."""

    __tablename__ = "material_pairs"
    __table_args__ = (
        tenant_unique("first_id", "second_id"),
        tenant_fk("first_id", "materials", ondelete="CASCADE"),
        tenant_fk("second_id", "materials", ondelete="CASCADE"),
        tenant_fk("judged_by", "users"),
        CheckConstraint("first_id <= second_id", name="once"),
    )

    first_id: Mapped[UUID]
    second_id: Mapped[UUID]
    judged_by: Mapped[UUID]
    note: Mapped[str] = mapped_column(default="")


class MaterialCost(Tenant, Model):
    """``amount`` for ``quantity`` of ``unit``, from a day until the next record of its kind."""

    __tablename__ = "material_costs"
    __table_args__ = (
        tenant_unique("material_id", "kind", "valid_from"),
        tenant_fk("material_id", "materials", ondelete="CASCADE"),
        tenant_fk("unit_id", "units"),
        states("kind", rules.COST_KINDS),
        states("source", rules.COST_SOURCES),
        CheckConstraint("amount >= 0", name="amount"),
        CheckConstraint("quantity > 0", name="quantity"),
    )

    material_id: Mapped[UUID]
    kind: Mapped[str]
    amount: Mapped[Decimal]
    currency: Mapped[str]
    quantity: Mapped[Decimal] = mapped_column(default=Decimal(1))
    unit_id: Mapped[UUID]
    valid_from: Mapped[date]
    source: Mapped[str] = mapped_column(default="entry")
    note: Mapped[str] = mapped_column(default="")
    unit: Mapped[Unit] = belongs_to(Unit, "unit_id")
    material: Mapped[Material] = belongs_to(Material, "material_id")

    @property
    def exact(self) -> Fraction:
        """For one of its units."""
        return Fraction(self.amount) / Fraction(self.quantity)

    @property
    def audit_label(self) -> str:
        """A cost has no name; its day tells it from the others."""
        return self.valid_from.isoformat()
