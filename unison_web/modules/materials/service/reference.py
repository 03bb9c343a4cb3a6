"""Units and categories: reference data that is archived, never deleted."""

from __future__ import annotations

from decimal import Decimal

from unison_web.engine.quantity import UnitMismatch, as_decimal, convert
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.kit.web.structs import tidy, unfit
from unison_web.modules.materials import rules
from unison_web.modules.materials.models import Category, Unit
from unison_web.modules.materials.repository import CategoryRepository, UnitRepository
from unison_web.modules.materials.schemas import CategoryIn, ConvertOut, UnitIn
from unison_web.modules.materials.service.materials import category_meant, check_version, unit_meant


async def create_unit(uow: UnitOfWork, data: UnitIn) -> Unit:
    unit = Unit(code="", name="", dimension=data.dimension)
    await _fill_unit(uow, unit, data)
    uow.session.add(unit)
    await uow.session.flush()
    return unit


async def change_unit(uow: UnitOfWork, unit: Unit, data: UnitIn) -> Unit:
    """Names may change; what a unit *is* may not, because quantities everywhere are written in it."""
    check_version(unit.version, data.version)
    before = (unit.dimension, unit.numerator, unit.denominator, unit.offset)
    if before != (data.dimension, data.numerator, data.denominator, data.offset):
        rules.unit_stays(unit.code).or_refuse()
    await _fill_unit(uow, unit, data)
    await uow.session.flush()
    return unit


async def create_category(uow: UnitOfWork, data: CategoryIn) -> Category:
    category = Category(name="", drawing="")
    await _fill_category(uow, category, data)
    uow.session.add(category)
    await uow.session.flush()
    return category


async def change_category(uow: UnitOfWork, category: Category, data: CategoryIn) -> Category:
    check_version(category.version, data.version)
    await _fill_category(uow, category, data)
    await uow.session.flush()
    return category


async def archive(uow: UnitOfWork, row: Unit | Category, *, archived: bool) -> None:
    row.state = "archived" if archived else "active"
    await uow.session.flush()


async def converted(uow: UnitOfWork, value: Decimal, source: str, target: str) -> ConvertOut:
    """`value` in another unit of the same dimension."""
    if problem := unfit(value):
        raise Refused(value=problem)
    given, wanted = await unit_meant(uow, source, "unit"), await unit_meant(uow, target, "target")
    try:
        exact = convert(value, given.exact, wanted.exact)
    except UnitMismatch as wrong:
        raise Refused(target=str(wrong)) from wrong
    rounded = tidy(as_decimal(exact))
    return ConvertOut(value=value, unit=given.code, result=rounded, target=wanted.code, exact=str(exact))


async def _fill_unit(uow: UnitOfWork, unit: Unit, data: UnitIn) -> None:
    rules.good_factor(data.dimension, data.numerator, data.denominator, data.offset).or_refuse()
    code = data.code.strip()
    if code != unit.code and await UnitRepository(uow).by_code(code):
        raise Refused.at("code", _("There is already a unit with the code {code}").format(code=code))
    unit.code, unit.name, unit.dimension = code, data.name.strip(), data.dimension
    unit.numerator, unit.denominator, unit.offset = data.numerator, data.denominator, data.offset


async def _fill_category(uow: UnitOfWork, category: Category, data: CategoryIn) -> None:
    name = data.name.strip()
    if name != category.name and await CategoryRepository(uow).by_name(name):
        raise Refused(name=_("There is already a category of the name {name}").format(name=name))
    parent = await category_meant(uow, data.parent, "parent")
    if parent is not None and parent.id == category.id:
        raise Refused(parent=_("A category cannot hang on itself"))
    above = await CategoryRepository(uow).branch(parent.id if parent else None)
    rules.good_branch(category.id, [each.id for each in above], parent.name if parent else "").or_refuse()
    unit = await unit_meant(uow, data.unit) if data.unit else None
    category.unit_id, category.unit, category.tracking = unit.id if unit else None, unit, data.tracking or ""
    category.lead_days, category.shelf_life_days = data.lead_days, data.shelf_life_days
    category.storage = data.storage.strip()
    category.name, category.parent_id, category.drawing = name, parent.id if parent else None, data.drawing.strip()
