"""What may be said about the cost of a material, and what may be seen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from msgspec import Meta

from unison_web.kit.web.structs import In, Out
from unison_web.modules.materials.schemas import MaterialOut

CostKind = Annotated[
    Literal["standard", "last", "average"],
    Meta(
        title="Kind",
        extra_json_schema={"labels": {"standard": "Standard", "last": "Last paid", "average": "Average"}},
    ),
]
Currency = Annotated[str, Meta(pattern="^([A-Z]{3})?$", description="Three letters. The company's own when left out.")]


class CostIn(In):
    """`amount` for `quantity` of `unit`, from `valid_from` until the next record of its kind. One that begins on the
    same day is replaced. Average costs come from stock postings and are refused here."""

    example: ClassVar[dict[str, Any]] = {
        "kind": "standard", "amount": "196.92", "currency": "USD", "valid_from": "2027-01-01", "note": "Budget 2027",
    }  # fmt: skip

    amount: Annotated[Decimal, Meta(title="Cost")]
    kind: CostKind = "standard"
    currency: Currency = ""
    quantity: Annotated[Decimal, Meta(title="For so much")] = Decimal(1)
    unit: Annotated[
        str,
        Meta(
            max_length=36,
            description="The unit it is stocked in when left out.",
            extra_json_schema={"kind": "combobox", "options_url": "/units/options"},
        ),
    ] = ""
    valid_from: Annotated[date, Meta(title="Valid from", description="Today when left out.")] | None = None
    note: Annotated[str, Meta(max_length=500)] = ""


class CostRow(Out):
    """A cost record in the list of all of them."""

    id: UUID
    material_id: UUID
    number: str
    name: str
    kind: str
    amount: Decimal
    currency: str
    quantity: Decimal
    unit: str
    valid_from: date
    source: str
    note: str


class CostOut(Out):
    """One record. `per_unit` is the cost of one of the material's own unit, `now` whether it is the one that counts
    today, `valid_to` its last day when a later one follows."""

    id: UUID
    material_id: UUID
    kind: str
    amount: Decimal
    currency: str
    quantity: Decimal
    unit: str
    valid_from: date
    source: str
    note: str
    version: int
    per_unit: Decimal | None = None
    valid_to: date | None = None
    now: bool = False
    removable: bool = False


class MaterialCostsOut(Out):
    """Every cost record of a material, newest first; ``current`` are those that count today."""

    material: MaterialOut
    current: list[CostOut]
    items: list[CostOut]
