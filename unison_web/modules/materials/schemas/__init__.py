"""What may be said about materials, units and categories, and what may be seen."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from msgspec import UNSET, Meta

from unison_web.kit.web.structs import Custom, In, Out

Type = Literal["make", "buy"]
Tracking = Annotated[
    Literal["none", "lot", "serial"],
    Meta(
        extra_json_schema={"labels": {"none": "Not tracked", "lot": "By lot", "serial": "By serial number"}},
    ),
]
State = Literal["draft", "active", "phase_out", "obsolete"]
Dimension = Literal[
    "count", "length", "area", "volume", "mass", "time", "temperature", "density", "pressure", "energy", "power",
    "ratio", "container",
]  # fmt: skip
UnitCode = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=36,
        description="Its code, as in EA.",
        extra_json_schema={"kind": "combobox", "options_url": "/units/options"},
    ),
]
CategoryName = Annotated[
    str,
    Meta(
        max_length=100,
        description="Its name.",
        extra_json_schema={"kind": "combobox", "options_url": "/material-categories/options"},
    ),
]
Version = Annotated[
    int | None, Meta(description="The version that was read; refused with 412 when somebody changed it since.")
]


MaybeTracking = Annotated[
    Literal["", "none", "lot", "serial"],
    Meta(
        extra_json_schema={
            "labels": {"": "As its category", "none": "Not tracked", "lot": "By lot", "serial": "By serial number"}
        },
    ),
]
MaybeUnit = Annotated[
    str,
    Meta(
        max_length=36,
        description="The unit it is stocked in when left out.",
        extra_json_schema={"kind": "combobox", "options_url": "/units/options"},
    ),
]
MaybeDays = Annotated[int, Meta(ge=0, le=3650, title="Lead time", extra_json_schema={"unit": "days"})] | None
ShelfLife = Annotated[int, Meta(ge=1, le=36500, title="Shelf life", extra_json_schema={"unit": "days"})] | None
Storage = Annotated[str, Meta(max_length=500, description="How it is kept: dry, upright, away from flames.")]
Celsius = Annotated[Decimal, Meta(extra_json_schema={"unit": "°C"})] | None


class MaterialIn(In):
    """A material as it is created or replaced. `unit` and `category` are said by code and name. Where unit, tracking,
    lead time, shelf life or storage are left out, it takes what its category says."""

    extends = "materials"
    example: ClassVar[dict[str, Any]] = {
        "number": "FR-T98U-54",
        "name": "HL Touring Frame - Blue, 54",
        "type": "make",
        "unit": "EA",
        "category": "Touring Frames",
        "tracking": "lot",
        "standard_cost": "601.74",
        "currency": "USD",
    }

    number: Annotated[str, Meta(min_length=1, max_length=60, description="What people and labels call it.")]
    name: Annotated[str, Meta(min_length=1, max_length=200)]
    type: Annotated[Type, Meta(title="Source", description="Made here, or bought.")]
    unit: Annotated[
        str,
        Meta(
            max_length=36,
            description="The unit it is stocked in, by its code.",
            extra_json_schema={"kind": "combobox", "options_url": "/units/options"},
        ),
    ] = ""
    category: CategoryName = ""
    tracking: MaybeTracking = ""
    purchase_unit: Annotated[MaybeUnit, Meta(title="Bought in")] = ""
    consumption_unit: Annotated[MaybeUnit, Meta(title="Consumed in")] = ""
    phantom: Annotated[bool, Meta(title="Phantom: never stocked, what is in it takes its place")] = False
    standard_cost: Decimal = Decimal(0)
    currency: Annotated[str, Meta(pattern="^([A-Z]{3})?$", description="The company's own when left out.")] = ""
    revision: Annotated[str, Meta(min_length=1, max_length=20)] = "A"
    lead_days: MaybeDays = None
    safety_stock: Decimal = Decimal(0)
    reorder_point: Decimal = Decimal(0)
    shelf_life_days: ShelfLife = None
    storage: Storage = ""
    storage_min: Annotated[Celsius, Meta(title="Not colder than")] = None
    storage_max: Annotated[Celsius, Meta(title="Not warmer than")] = None
    gtin: Annotated[str, Meta(max_length=14, title="GTIN", extra_json_schema={"inputmode": "numeric"})] = ""
    description: Annotated[str, Meta(max_length=2000, extra_json_schema={"kind": "textarea"})] = ""
    custom: Custom = UNSET
    version: Version = None


class MaterialStateIn(In):
    """Where the material's life goes from here."""

    example: ClassVar[dict[str, Any]] = {"state": "phase_out", "reason": "Replaced by FR-T99U-54"}

    state: State
    reason: Annotated[str, Meta(max_length=500)] = ""


class ConversionIn(In):
    """`quantity` of `unit` is exactly `base_quantity` of the material's own unit."""

    example: ClassVar[dict[str, Any]] = {"unit": "BOX", "base_quantity": "24", "quantity": "1"}

    unit: UnitCode
    base_quantity: Decimal
    quantity: Decimal = Decimal(1)


class ConversionOut(Out):
    id: UUID
    unit: str
    quantity: Decimal
    base_quantity: Decimal


class MaterialOut(Out):
    """A material. `drawing` names a picture of the sprite, its own or its category's."""

    id: UUID
    number: str
    name: str
    description: str
    type: str
    unit: str
    unit_id: UUID
    category: str
    category_id: UUID | None
    tracking: str
    phantom: bool
    standard_cost: Decimal
    currency: str
    revision: str
    lead_days: int
    safety_stock: Decimal
    reorder_point: Decimal
    shelf_life_days: int | None
    gtin: str
    storage: str
    storage_min: Decimal | None
    storage_max: Decimal | None
    drawing: str
    state: str
    version: int
    custom: dict[str, Any] = {}
    conversions: list[ConversionOut] = []
    bought_in: str = ""
    consumed_in: str = ""


class OptionOut(Out):
    """One line of a combobox: `code` is what a form sends."""

    id: UUID
    code: str
    name: str
    note: str = ""


class OptionsOut(Out):
    items: list[OptionOut]


class UnitIn(In):
    """`base = (value + offset) × numerator ÷ denominator`, in the base unit of the dimension."""

    example: ClassVar[dict[str, Any]] = {"code": "BOX", "name": "Box", "dimension": "count"}

    code: Annotated[str, Meta(min_length=1, max_length=20)]
    name: Annotated[str, Meta(min_length=1, max_length=100)]
    dimension: Dimension
    numerator: Annotated[int, Meta(ge=1)] = 1
    denominator: Annotated[int, Meta(ge=1)] = 1
    offset: Annotated[Decimal, Meta(description="Temperatures only: 273.15 for degrees Celsius.")] = Decimal(0)
    version: Version = None


class UnitOut(Out):
    id: UUID
    code: str
    name: str
    dimension: str
    numerator: int
    denominator: int
    offset: Decimal
    state: str
    version: int


class CategoryIn(In):
    example: ClassVar[dict[str, Any]] = {"name": "Touring Frames", "parent": "Components"}

    name: Annotated[str, Meta(min_length=1, max_length=100)]
    parent: CategoryName = ""
    drawing: Annotated[str, Meta(max_length=40, description="A picture of the sprite, such as d-bike or i-wheel.")] = ""
    unit: MaybeUnit = ""
    tracking: MaybeTracking = ""
    lead_days: MaybeDays = None
    shelf_life_days: ShelfLife = None
    storage: Storage = ""
    version: Version = None


class CategoryOut(Out):
    """A category; `unit` and the rest are what it says for its materials."""

    id: UUID
    name: str
    parent: str
    drawing: str
    unit: str
    tracking: str
    lead_days: int | None
    shelf_life_days: int | None
    storage: str
    state: str
    version: int


class ArchiveIn(In):
    """Archived reference data stays where it is used and is offered nowhere."""

    example: ClassVar[dict[str, Any]] = {"archived": True}

    archived: bool = True


class ConvertOut(Out):
    """A conversion, exact as a fraction and rounded to six places."""

    value: Decimal
    unit: str
    result: Decimal
    target: str
    exact: str
