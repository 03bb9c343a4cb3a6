"""One row of each kind. Columns are the fields; those without a default must be there."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from msgspec import Meta

from unison_web.kit.importing.rows import Above, Code, Name, Revision
from unison_web.kit.web.structs import In
from unison_web.modules.materials.schemas import Dimension, State, Tracking, Type


class UnitRow(In):
    code: Code
    name: Name
    dimension: Dimension
    numerator: Above = 1
    denominator: Above = 1
    offset: Decimal = Decimal(0)


class CategoryRow(In):
    name: Name
    parent: str = ""
    drawing: str = ""


class MaterialRow(In):
    number: Code
    name: Name
    type: Type
    unit: str = ""
    category: str = ""
    tracking: Tracking = "none"
    phantom: bool = False
    standard_cost: Decimal = Decimal(0)
    currency: Annotated[str, Meta(pattern="^([A-Z]{3})?$")] = ""
    revision: Revision = "A"
    lead_days: Annotated[int, Meta(ge=0)] = 0
    safety_stock: Decimal = Decimal(0)
    reorder_point: Decimal = Decimal(0)
    shelf_life_days: Annotated[int, Meta(ge=1)] | None = None
    gtin: str = ""
    description: str = ""
    image: str = ""
    state: State = "active"


class ConversionRow(In):
    """``quantity`` of ``unit`` is ``base_quantity`` of the material's own unit."""

    material: Code
    unit: Code
    base_quantity: Decimal
    quantity: Decimal = Decimal(1)
