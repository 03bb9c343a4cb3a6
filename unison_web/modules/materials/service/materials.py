"""Creating, changing and retiring materials, and what they say about units."""

from __future__ import annotations

from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import NotFound, Refused
from unison_web.kit.i18n import _
from unison_web.kit.state import all_of, no
from unison_web.modules.custom_fields.service import values as custom
from unison_web.modules.materials import rules
from unison_web.modules.materials.models import Material, MaterialUnit
from unison_web.modules.materials.repository import MaterialRepository
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
    all_of([rules.good_gtin(data.gtin), *(no(_("Cannot be below zero"), field=name) for name in negative)]).or_refuse()
    unit = await unit_meant(uow, data.unit)
    category = await category_meant(uow, data.category)
    material.number, material.name, material.description = number, data.name.strip(), data.description.strip()
    material.type, material.tracking, material.phantom = data.type, data.tracking, data.phantom
    material.unit_id, material.unit = unit.id, unit
    material.category_id = category.id if category else None
    material.standard_cost, material.currency = data.standard_cost, data.currency or uow.actor.currency
    material.revision, material.lead_days = data.revision, data.lead_days
    material.shelf_life_days = data.shelf_life_days
    material.safety_stock, material.reorder_point = data.safety_stock, data.reorder_point
    material.gtin = data.gtin
    await custom.apply(uow, "materials", material, data.custom)
    material.index_words()
