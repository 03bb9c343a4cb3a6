"""What may be said about bills of material, and what may be seen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar
from uuid import UUID

from msgspec import UNSET, Meta

from unison_web.kit.web.structs import Custom, In, Out

MaterialNumber = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=60,
        description="A material's number.",
        extra_json_schema={"kind": "combobox", "options_url": "/materials/options"},
    ),
]
MadeMaterialNumber = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=60,
        description="The number of the material it is for.",
        extra_json_schema={"kind": "combobox", "options_url": "/materials/options?made=true"},
    ),
]
Version = Annotated[int | None, Meta(description="The version that was read.")]


class BomIn(In):
    """A bill's head. Both days of its validity belong to it; left out, it is valid since ever and for ever."""

    extends = "boms"
    example: ClassVar[dict[str, Any]] = {
        "material": "FR-T98U-54",
        "revision": "A",
        "base_quantity": "1",
        "valid_from": "2027-01-01",
    }

    material: MadeMaterialNumber
    revision: Annotated[str, Meta(min_length=1, max_length=20)] = "A"
    base_quantity: Annotated[Decimal, Meta(description="The lines say what so many of the material take.")] = Decimal(1)
    valid_from: date | None = None
    valid_to: date | None = None
    custom: Custom = UNSET
    version: Version = None


class BomHeadIn(In):
    """What of a bill may change."""

    extends = "boms"
    example: ClassVar[dict[str, Any]] = {
        "revision": "A",
        "base_quantity": "1",
        "valid_from": "2027-01-01",
        "version": 1,
    }

    revision: Annotated[str, Meta(min_length=1, max_length=20)]
    base_quantity: Decimal = Decimal(1)
    valid_from: date | None = None
    valid_to: date | None = None
    custom: Custom = UNSET
    version: Version = None


class LineIn(In):
    """A component. `scrap` is the percentage of what is issued that is lost."""

    example: ClassVar[dict[str, Any]] = {"component": "ST-9828", "quantity": "2", "scrap": "0.02", "operation": 10}

    component: MaterialNumber
    quantity: Decimal
    unit: Annotated[
        str,
        Meta(
            max_length=36,
            description="The component's own unit when left out.",
            extra_json_schema={"kind": "combobox", "options_url": "/units/options"},
        ),
    ] = ""
    scrap: Annotated[Decimal, Meta(title="Scrap", extra_json_schema={"unit": "%"})] = Decimal(0)
    position: Annotated[int, Meta(ge=1, le=99999)] | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    operation: Annotated[int, Meta(ge=1, le=99999, title="Used at operation")] | None = None
    note: Annotated[str, Meta(max_length=500)] = ""
    version: Version = None


class LineOut(Out):
    """``warning`` says in words that the component is running out or out of use."""

    id: UUID
    position: int
    component_id: UUID
    component: str
    component_name: str
    type: str
    phantom: bool
    quantity: Decimal
    unit: str
    scrap: Decimal
    valid_from: date | None
    valid_to: date | None
    operation: int | None
    note: str
    version: int
    alternates: int = 0
    warning: str = ""


class OutputOut(Out):
    """A co- or by-product. `cost_share` in percent."""

    id: UUID
    material_id: UUID
    material: str
    material_name: str
    kind: str
    quantity: Decimal
    unit: str
    cost_share: Decimal


class LossOut(Out):
    """What an operation loses, in percent."""

    id: UUID
    operation: int
    scrap: Decimal


class BomOut(Out):
    id: UUID
    material_id: UUID
    material: str
    material_name: str
    drawing: str
    unit: str
    revision: str
    base_quantity: Decimal
    valid_from: date | None
    valid_to: date | None
    state: str
    version: int
    review_note: str
    custom: dict[str, Any] = {}
    lines: list[LineOut] = []
    notice: str = ""
    outputs: list[OutputOut] = []
    losses: list[LossOut] = []


class ReviewIn(In):
    """Why a bill goes back to whoever wrote it."""

    example: ClassVar[dict[str, Any]] = {"reason": "The quantity of the bearing is not the drawing's"}

    reason: Annotated[str, Meta(max_length=500, title="Reason", extra_json_schema={"kind": "textarea"})] = ""


class CopyIn(In):
    """A new draft with the same lines."""

    example: ClassVar[dict[str, Any]] = {"revision": "B"}

    revision: Annotated[str, Meta(min_length=1, max_length=20)]


class TreeRow(Out):
    """One row of an exploded bill. `quantity` is what the whole asked quantity takes here, in the component's unit."""

    level: int
    material_id: UUID
    material: str
    name: str
    type: str
    phantom: bool
    quantity: Decimal
    unit: str
    line_quantity: Decimal
    line_unit: str
    scrap: Decimal
    valid_from: date | None
    valid_to: date | None
    operation: int | None
    ended: bool
    parts: int
    unit_cost: Decimal
    cost: Decimal | None
    share: int | None
    place: int = 0
    places: int = 0


class TreeOut(Out):
    """A bill as of a day, level by level. `lines`, `components` and `levels` leave ended lines out. `drawn` is the
    deepest level a page shows before somebody unfolds; `under` is the level of the row this is what is in; `cut` lines
    are more than anybody can read."""

    material_id: UUID
    material: str
    material_name: str
    drawing: str
    unit: str
    bom_id: UUID | None
    revision: str
    on: date
    quantity: Decimal
    levels_asked: int | None
    ended_shown: bool
    rows: list[TreeRow]
    lines: int
    components: int
    levels: int
    standard_cost: Decimal
    material_cost: Decimal
    currency: str
    drawn: int = 99
    under: int = 0
    cut: int = 0


class TotalOut(Out):
    """The sum over all places of one component."""

    material_id: UUID
    material: str
    name: str
    type: str
    quantity: Decimal
    unit: str
    level: int


class UsedInRow(Out):
    """A material above: `quantity` of the asked material goes into one of it along this path."""

    level: int
    material_id: UUID
    material: str
    name: str
    quantity: Decimal
    unit: str
    valid_from: date | None
    valid_to: date | None
    top: bool


class WhereUsedOut(Out):
    material_id: UUID
    material: str
    material_name: str
    drawing: str
    unit: str
    on: date
    rows: list[UsedInRow]
    tops: int


class TotalsOut(Out):
    material_id: UUID
    material: str
    on: date
    quantity: Decimal
    items: list[TotalOut]
