"""What may be said about alternates, products beside the material and lossy operations, and what a comparison says."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from msgspec import Meta

from unison_web.kit.web.structs import In, Out
from unison_web.modules.bom.schemas import MaterialNumber
from unison_web.modules.bom.sheets import MOST_LINES, CellsIn

Percent = Annotated[Decimal, Meta(extra_json_schema={"unit": "%"})]
Kind = Annotated[
    Literal["co", "by"], Meta(title="Kind", extra_json_schema={"labels": {"co": "Co-product", "by": "By-product"}})
]


class AlternateIn(In):
    """What may be taken instead. `ratio` of it, in its own unit, replaces one unit of the component."""

    example: ClassVar[dict[str, Any]] = {"component": "ST-9829", "ratio": "1", "priority": 1}

    component: MaterialNumber
    ratio: Annotated[Decimal, Meta(title="For one of the component", description="In its own unit.")] = Decimal(1)
    priority: Annotated[int, Meta(ge=1, le=99, description="1 is offered first.")] = 1
    valid_from: date | None = None
    valid_to: date | None = None
    note: Annotated[str, Meta(max_length=500)] = ""


class AlternateOut(Out):
    id: UUID
    component_id: UUID
    component: str
    component_name: str
    unit: str
    ratio: Decimal
    priority: int
    valid_from: date | None
    valid_to: date | None
    note: str
    state: str
    version: int


class LineAlternatesOut(Out):
    """A line and what may be taken in its place."""

    id: UUID
    line_id: UUID
    material: str
    revision: str
    component: str
    component_name: str
    quantity: Decimal
    unit: str
    alternates: list[AlternateOut]


class OutputIn(In):
    """What comes out beside the material, for the bill's base quantity, with the share of the cost that it carries."""

    example: ClassVar[dict[str, Any]] = {"material": "ST-9828", "kind": "co", "quantity": "1", "cost_share": "15"}

    material: MaterialNumber
    quantity: Decimal
    kind: Kind = "co"
    unit: Annotated[
        str,
        Meta(
            max_length=36,
            description="Its own unit when left out.",
            extra_json_schema={"kind": "combobox", "options_url": "/units/options"},
        ),
    ] = ""
    cost_share: Percent = Decimal(0)


class LossIn(In):
    """The share of pieces that an operation loses; nothing takes it away."""

    example: ClassVar[dict[str, Any]] = {"operation": 20, "scrap": "2.5"}

    operation: Annotated[int, Meta(ge=1, le=99999)]
    scrap: Percent = Decimal(0)


class WholeIn(In):
    """A bill as another system keeps it: found by material and revision, its lines exactly these afterwards."""

    example: ClassVar[dict[str, Any]] = {
        "material": "FR-T98U-54",
        "revision": "K",
        "lines": [{"component": "ST-9828", "quantity": "2"}],
    }

    material: Annotated[str, Meta(min_length=1, max_length=60)]
    revision: Annotated[str, Meta(min_length=1, max_length=20)] = "A"
    base_quantity: Decimal = Decimal(1)
    valid_from: date | None = None
    valid_to: date | None = None
    lines: Annotated[list[CellsIn], Meta(max_length=MOST_LINES)] = []


class SideOut(Out):
    """One of the two bills of a comparison."""

    id: UUID
    material: str
    material_name: str
    revision: str
    state: str
    valid_from: date | None
    valid_to: date | None


class DifferenceOut(Out):
    """One component: added, removed or changed, with the sentence that says how."""

    kind: str
    component_id: UUID
    component: str
    name: str
    before: str
    after: str
    words: list[str]


class ComparisonOut(Out):
    left: SideOut
    right: SideOut | None
    others: list[SideOut]
    differences: list[DifferenceOut]
    same: int
