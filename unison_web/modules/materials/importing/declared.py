"""What can be imported here."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.importing.declaring import Importable, columns_of_row
from unison_web.modules.materials import rules
from unison_web.modules.materials.importing.conversions import Conversions
from unison_web.modules.materials.importing.costs import COSTS
from unison_web.modules.materials.importing.materials import Materials
from unison_web.modules.materials.importing.reference import Categories, Units
from unison_web.modules.materials.importing.rows import CategoryRow, ConversionRow, MaterialRow, UnitRow

UNITS = Importable(
    "units", _("Units"), rules.Units.WRITE, UnitRow,
    columns_of_row(
        UnitRow, code=_("Code"), name=_("Name"), dimension=_("Dimension"), numerator=_("In base units"),
        denominator=_("Divided by"), offset=_("Offset"),
    ),
    ("code",), Units, href="/units", sheets=("units", "uom", "einheiten", "unidades", "unités", "jednostki"),
)  # fmt: skip
CATEGORIES = Importable(
    "categories", _("Material categories"), rules.Materials.WRITE, CategoryRow,
    columns_of_row(
        CategoryRow, name=_("Name"), parent=(_("Part of"), "parent_category"), drawing=_("Drawing"),
    ),
    ("name",), Categories, href="/material-categories", sheets=("categories", "kategorien", "familias", "familles"),
)  # fmt: skip
MATERIALS = Importable(
    "materials", _("Materials"), rules.Materials.WRITE, MaterialRow,
    columns_of_row(
        MaterialRow, number=_("Number"), name=_("Name"), unit=_("Unit"), type=_("Source"), category=_("Category"),
        tracking=_("Tracking"), phantom=_("Phantom"), standard_cost=_("Standard cost"), currency=_("Currency"),
        revision=_("Revision"), lead_days=_("Lead time in days"), safety_stock=_("Safety stock"),
        reorder_point=_("Reorder point"), shelf_life_days=_("Shelf life in days"), gtin=_("GTIN"),
        description=_("Description"), image=_("Picture"), state=_("State"),
    ),
    ("number",), Materials, href="/materials", alone=True, extends="materials",
    hint=_("Categories that are not there yet are made. What a row does not say, its category may."),
    sheets=("materials", "items", "parts", "products", "artikel", "material", "teile", "artículos", "articles"),
)  # fmt: skip
CONVERSIONS = Importable(
    "conversions", _("Units of one material"), rules.Materials.WRITE, ConversionRow,
    columns_of_row(
        ConversionRow, material=_("Material"), unit=(_("Unit"), "from_unit"),
        base_quantity=_("In the material's own unit"), quantity=_("Quantity"),
    ),
    ("material", "unit"), Conversions, href="/materials", sheets=("conversions", "umrechnungen", "conversiones"),
)  # fmt: skip
IMPORTABLES = (UNITS, CATEGORIES, MATERIALS, CONVERSIONS, COSTS)
