"""The lists of this module, declared once."""

from __future__ import annotations

from sqlalchemy import func
from sqlalchemy.orm import aliased

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.columns import Group
from unison_web.kit.web.filters import between, choice, period, reference
from unison_web.kit.web.finding import Finder
from unison_web.kit.web.listing import Column, Listing
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.reading import Columns
from unison_web.modules.materials import editing, many, rules
from unison_web.modules.materials.models import Category, Material, MaterialCost, Unit
from unison_web.modules.materials.repository import DRAWING
from unison_web.modules.materials.schemas import CategoryOut, ConversionOut, MaterialOut, UnitOut
from unison_web.modules.materials.schemas.costs import CostRow

STATES = tuple((state, _(state.replace("_", " ").capitalize())) for state in rules.LIFE.states)
PARENT = aliased(Category)
LIFE = (("active", _("Active")), ("archived", _("Archived")))
DIMENSIONS = {name: _(name.capitalize()) for name in rules.DIMENSIONS}


def material_out(material: Material, *, conversions: bool = False) -> MaterialOut:
    bridges = [ConversionOut.of(known, unit=known.unit.code) for known in material.conversions] if conversions else []
    return MaterialOut.of(
        material,
        unit=material.unit.code,
        category=material.category.name if material.category else "",
        conversions=bridges,
        bought_in=units_of(material)["purchase_unit"] if conversions else "",
        consumed_in=units_of(material)["consumption_unit"] if conversions else "",
    )


def units_of(material: Material) -> dict[str, str]:
    """The units of buying and consuming, where they are others than its own."""
    bought, consumed = material.purchase_unit, material.consumption_unit
    return {"purchase_unit": bought.code if bought else "", "consumption_unit": consumed.code if consumed else ""}


def unit_out(unit: Unit) -> UnitOut:
    return UnitOut.of(unit)


def category_out(category: Category) -> CategoryOut:
    return CategoryOut.of(
        category,
        parent=category.parent.name if category.parent else "",
        unit=category.unit.code if category.unit else "",
    )


MATERIALS = Listing(
    noun="materials",
    url="/materials",
    model=Material,
    columns=(
        Column("number", _("Number"), Material.number_order),
        Column("name", _("Name"), Material.name),
        Column(
            "type",
            _("Source"),
            Material.type,
            words=rules.TYPE_LABELS,
            holds=(("type", _("Source")), ("phantom", _("Phantom"))),
        ),
        Column(
            "category",
            _("Category"),
            func.coalesce(Category.name, ""),
            group=Group(Category, "name", Material.category_id, optional=True),
        ),
        Column("unit", _("Unit")),
        Column("tracking", _("Tracking"), Material.tracking, words=rules.TRACKING_LABELS),
        Column(
            "standard_cost",
            _("Standard cost"),
            Material.standard_cost,
            numeric=True,
            holds=(("standard_cost", _("Standard cost")), ("currency", _("Currency"))),
        ),
        Column("state", _("State"), Material.state, words=dict(STATES)),
        Column("lead_days", _("Lead time, days"), numeric=True, shown=False),
        Column("safety_stock", _("Safety stock"), numeric=True, shown=False),
        Column("reorder_point", _("Reorder at"), numeric=True, shown=False),
    ),
    reads=Columns(
        MaterialOut,
        Material,
        unit=Unit.code,
        category=func.coalesce(Category.name, ""),
        drawing=DRAWING,
    ),
    default_sort="number",
    finder=Finder("materials", (Material.search_text,), holds_custom=True),
    filters=(
        choice("type", _("Source"), Material.type, tuple(rules.TYPE_LABELS.items())),
        choice("tracking", _("Tracking"), Material.tracking, tuple(rules.TRACKING_LABELS.items())),
        choice("state", _("State"), Material.state, STATES),
        reference("category", _("Category"), Category.name),
        *between("standard_cost", _("Standard cost"), Material.standard_cost),
        reference("unit", _("Unit"), Unit.code),
    ),
    joins=lambda statement: statement.join(Material.unit).outerjoin(Material.category),
)
UNITS = Listing(
    noun="units",
    url="/units",
    model=Unit,
    columns=(
        Column("code", _("Code"), Unit.code),
        Column("name", _("Name"), Unit.name),
        Column("dimension", _("Dimension"), Unit.dimension, words=DIMENSIONS),
        Column(
            "factor",
            _("In base units"),
            numeric=True,
            holds=(("numerator", _("In base units")), ("denominator", _("Divided by")), ("offset", _("Offset"))),
        ),
        Column("state", _("State"), Unit.state, words=dict(LIFE)),
    ),
    reads=Columns(UnitOut, Unit),
    default_sort="code",
    search=(Unit.code, Unit.name),
    filters=(
        choice("dimension", _("Dimension"), Unit.dimension, tuple(DIMENSIONS.items())),
        choice("state", _("State"), Unit.state, LIFE),
    ),
)
CATEGORIES = Listing(
    noun="categories",
    url="/material-categories",
    model=Category,
    columns=(
        Column("name", _("Name"), Category.name),
        Column("parent", _("Part of")),
        Column("unit", _("Unit")),
        Column("tracking", _("Tracking"), Category.tracking, words=rules.TRACKING_LABELS),
        Column("lead_days", _("Lead time, days"), numeric=True, shown=False),
        Column("shelf_life_days", _("Shelf life, days"), numeric=True, shown=False),
        Column("storage", _("Storage"), shown=False),
        Column("state", _("State"), Category.state, words=dict(LIFE)),
        Column("actions", _("Actions"), numeric=True, holds=()),
    ),
    reads=Columns(CategoryOut, Category, parent=func.coalesce(PARENT.name, ""), unit=func.coalesce(Unit.code, "")),
    default_sort="name",
    search=(Category.name,),
    filters=(choice("state", _("State"), Category.state, LIFE),),
    joins=lambda statement: statement.outerjoin(Category.parent.of_type(PARENT)).outerjoin(Category.unit),
)
COSTS = Listing(
    noun="material-costs",
    url="/material-costs",
    model=MaterialCost,
    columns=(
        Column("number", _("Number"), Material.number_order),
        Column("name", _("Name"), Material.name),
        Column("kind", _("Kind"), MaterialCost.kind, words=rules.COST_KIND_LABELS),
        Column(
            "amount",
            _("Cost"),
            MaterialCost.amount,
            numeric=True,
            holds=(("amount", _("Cost")), ("currency", _("Currency"))),
        ),
        Column("per", _("For"), numeric=True, holds=(("quantity", _("For so much")), ("unit", _("Unit")))),
        Column("valid_from", _("Valid from"), MaterialCost.valid_from),
        Column("source", _("Came from"), MaterialCost.source, words=rules.COST_SOURCE_LABELS),
        Column("note", _("Note"), shown=False),
    ),
    reads=Columns(CostRow, MaterialCost, number=Material.number, name=Material.name, unit=Unit.code),
    default_sort="number",
    search=(Material.number, Material.name),
    filters=(
        choice("kind", _("Kind"), MaterialCost.kind, tuple(rules.COST_KIND_LABELS.items())),
        choice("source", _("Came from"), MaterialCost.source, tuple(rules.COST_SOURCE_LABELS.items())),
        reference("currency", _("Currency"), MaterialCost.currency),
        *period("valid", _("Valid from"), MaterialCost.valid_from),
    ),
    joins=lambda statement: statement.join(MaterialCost.material).join(MaterialCost.unit),
)

MATERIAL_VIEW = ListView(
    MATERIALS,
    _("Materials"),
    _("Number or name"),
    "{n} material",
    "{n} materials",
    bulk=many.MATERIALS,
    edits=editing.CELLS,
)
UNIT_VIEW = ListView(UNITS, _("Units"), _("Code or name"), "{n} unit", "{n} units", bulk=many.UNITS)
CATEGORY_VIEW = ListView(
    CATEGORIES, _("Material categories"), _("Name"), "{n} category", "{n} categories", bulk=many.CATEGORIES
)
COST_VIEW = ListView(COSTS, _("Costs"), _("Number or name"), "{n} cost", "{n} costs")
