"""One row of each kind of import. Columns are the fields; those without a default must be there."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from msgspec import Meta

from unison_web.kit.web.structs import In
from unison_web.modules.materials.schemas import Dimension, State, Tracking, Type

Name = Annotated[str, Meta(min_length=1, max_length=200)]
Code = Annotated[str, Meta(min_length=1, max_length=60)]
Above = Annotated[int, Meta(ge=1)]


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
    unit: Code
    type: Type
    category: str = ""
    tracking: Tracking = "none"
    phantom: bool = False
    standard_cost: Decimal = Decimal(0)
    currency: Annotated[str, Meta(pattern="^([A-Z]{3})?$")] = ""
    revision: Annotated[str, Meta(min_length=1, max_length=20)] = "A"
    lead_days: Annotated[int, Meta(ge=0)] = 0
    safety_stock: Decimal = Decimal(0)
    reorder_point: Decimal = Decimal(0)
    shelf_life_days: Annotated[int, Meta(ge=1)] | None = None
    gtin: str = ""
    description: str = ""
    image: str = ""
    state: State = "active"


class WorkCenterRow(In):
    code: Code
    name: Name
    plant: str = ""
    cost_rate: Decimal = Decimal(0)
    hours_per_week: Decimal = Decimal(0)
    slots: Above = 1


class MachineRow(In):
    code: Code
    name: Name
    work_center: Code
    plant: str = ""
    machine_class: str = ""
    location: str = ""
    cost_rate: Decimal | None = None
    slots: Above = 1


class BomRow(In):
    parent: Code
    component: Code
    quantity: Decimal
    unit: str = ""
    revision: Annotated[str, Meta(min_length=1, max_length=20)] = "A"
    base_quantity: Decimal = Decimal(1)
    scrap: Decimal = Decimal(0)
    position: Above | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    operation: Above | None = None
    note: str = ""


class RoutingRow(In):
    item: Code
    op: Above
    work_center: Code
    name: str = ""
    plant: str = ""
    revision: Annotated[str, Meta(min_length=1, max_length=20)] = "A"
    setup_minutes: Decimal = Decimal(0)
    run_minutes: Decimal = Decimal(0)
    labour_minutes: Decimal = Decimal(0)
    lot_size: Above = 1
    usual_quantity: Above | None = None
    derived: bool = False
    source: str = ""


class StepRow(In):
    """`specs` and the other names are separated by `|`."""

    item: Code
    op: Above
    position: Above
    text: Annotated[str, Meta(min_length=1, max_length=2000)]
    plant: str = ""
    revision: Annotated[str, Meta(min_length=1, max_length=20)] = "A"
    specs: str = ""
    tools: str = ""
    materials: str = ""
    illustrations: str = ""
    blueprints: str = ""
