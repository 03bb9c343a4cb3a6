"""Creating, changing and retiring materials, and what they say about units."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from unison_web.engine.quantity import Bridge, UnitMismatch, ratio
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import NotFound, Refused
from unison_web.kit.i18n import _
from unison_web.kit.state import all_of, no
from unison_web.modules.custom_fields.service import values as custom
from unison_web.modules.materials import rules
from unison_web.modules.materials.models import Category, Material, MaterialUnit, Unit
from unison_web.modules.materials.repository import CategoryRepository, MaterialRepository
from unison_web.modules.materials.schemas import ConversionIn, MaterialIn
from unison_web.modules.materials.service import costs
from unison_web.modules.materials.service.meant import (
    bridges,
    category_meant,
    check_version,
    material_meant,
    unit_meant,
)

__all__ = [
    "add_conversion", "bridges", "category_meant", "change", "check_version", "create", "material_meant", "move_to",
    "remove_conversion", "unit_meant",
]  # fmt: skip

#: What a category may say for its materials.
INHERITED = ("unit", "tracking", "lead_days", "shelf_life_days", "storage")


async def create(uow: UnitOfWork, data: MaterialIn) -> Material:
    """A new material, ready to use."""
    material = Material(number="", name="", state="active")
    await _fill(uow, material, data)
    uow.session.add(material)
    await uow.session.flush()
    material = await MaterialRepository(uow).record(material.id)
    await costs.shown(uow, material)
    return material


async def change(uow: UnitOfWork, material: Material, data: MaterialIn) -> Material:
    """Replace what can be said; the unit only while nobody counts in it."""
    check_version(material.version, data.version)
    unit_before = material.unit_id
    await _fill(uow, material, data)
    if material.unit_id != unit_before and material.state != "draft":
        raise Refused(unit=rules.unit_is_settled(material.unit.code))
    await uow.session.flush()
    material = await MaterialRepository(uow).record(material.id)
    await costs.shown(uow, material)
    return material


async def move_to(uow: UnitOfWork, material: Material, state: str, reason: str = "") -> Material:
    """Activate, phase out, retire or revive."""
    rules.may_become(material.state, state).or_refuse()
    await custom.ready(uow, "materials", material, state)
    uow.reason = reason or uow.reason
    material.state = state
    await uow.session.flush()
    return material


async def add_conversion(uow: UnitOfWork, material: Material, data: ConversionIn) -> MaterialUnit:
    """A bridge to another dimension. Past postings carry their own quantities and do not move."""
    unit = await unit_meant(uow, data.unit)
    if data.quantity <= 0 or data.base_quantity <= 0:
        raise Refused(base_quantity=_("Both sides must be above zero"))
    if unit.exact.dimension == material.unit.exact.dimension:
        raise Refused(unit=_("{unit} is converted by its definition already").format(unit=unit.code))
    if any(known.unit_id == unit.id for known in material.conversions):
        raise Refused(unit=_("There is a conversion for {unit} already").format(unit=unit.code))
    bridge = MaterialUnit(
        material_id=material.id, unit_id=unit.id, quantity=data.quantity, base_quantity=data.base_quantity
    )
    uow.session.add(bridge)
    await uow.session.flush()
    return bridge


async def remove_conversion(uow: UnitOfWork, material: Material, conversion_id: UUID) -> None:
    bridge = next((known for known in material.conversions if known.id == conversion_id), None)
    if bridge is None:
        raise NotFound
    await uow.session.delete(bridge)
    await uow.session.flush()


async def _fill(uow: UnitOfWork, material: Material, data: MaterialIn) -> None:
    number = data.number.strip()
    if number != material.number and await MaterialRepository(uow).by_number(number):
        raise Refused(number=_("There is already a material with the number {number}").format(number=number))
    negative = [name for name in ("standard_cost", "safety_stock", "reorder_point") if getattr(data, name) < 0]
    stored = rules.good_storage(data.storage_min, data.storage_max)
    below = (no(_("Cannot be below zero"), field=name) for name in negative)
    all_of([rules.good_gtin(data.gtin), stored, *below]).or_refuse()
    category = await category_meant(uow, data.category)
    told = await defaults(uow, category)
    material.category_id = category.id if category else None
    await _fill_units(uow, material, data, told)
    material.number, material.name, material.description = number, data.name.strip(), data.description.strip()
    material.type, material.tracking, material.phantom = (
        data.type,
        data.tracking or told("tracking", "none"),
        data.phantom,
    )
    material.standard_cost, material.currency = data.standard_cost, data.currency or uow.actor.currency
    material.revision = data.revision
    material.lead_days = told("lead_days", 0) if data.lead_days is None else data.lead_days
    material.shelf_life_days = data.shelf_life_days or told("shelf_life_days", None)
    material.storage = data.storage.strip() or told("storage", "")
    material.storage_min, material.storage_max = data.storage_min, data.storage_max
    material.safety_stock, material.reorder_point = data.safety_stock, data.reorder_point
    material.gtin = data.gtin
    await custom.apply(uow, "materials", material, data.custom)
    material.index_words()


async def inherited(uow: UnitOfWork, category: Category | None) -> dict[str, tuple[Any, str]]:
    """By field, what the category or one above says for its materials, and which one does."""
    return rules.inherited(await CategoryRepository(uow).branch(category.id if category else None), INHERITED)


async def defaults(uow: UnitOfWork, category: Category | None) -> Callable[[str, Any], Any]:
    """The same as a question: by field, else what is given."""
    found = await inherited(uow, category)
    return lambda name, otherwise: found[name][0] if name in found else otherwise


async def _fill_units(uow: UnitOfWork, material: Material, data: MaterialIn, told: Callable[[str, Any], Any]) -> None:
    """Stocked in one unit, bought and consumed in others that can be converted to it."""
    unit = await unit_meant(uow, data.unit) if data.unit.strip() else told("unit", None)
    if unit is None:
        raise Refused(unit=_("Enter a value"))
    known = bridges(material) if material.version else []
    material.unit_id, material.unit = unit.id, unit
    for name in ("purchase_unit", "consumption_unit"):
        said = getattr(data, name).strip()
        other = await unit_meant(uow, said, name) if said and said != unit.code else None
        if other is not None:
            _convertible(other, unit, known, name, data.number)
        setattr(material, f"{name}_id", other.id if other else None)
        setattr(material, name, other)


def _convertible(other: Unit, own: Unit, known: list[Bridge], field: str, number: str) -> None:
    try:
        ratio(other.exact, own.exact, bridges=known)
    except UnitMismatch as wrong:
        raise Refused(**{field: rules.not_counted_in(number, other.code, own.code)}) from wrong
