"""What may be said about suppliers, prices, alternates and replacements, and what may be seen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar
from uuid import UUID

from msgspec import Meta

from unison_web.kit.web.structs import In, Out
from unison_web.modules.materials.schemas import MaterialOut

Version = Annotated[
    int | None, Meta(description="The version that was read; refused with 412 when somebody changed it since.")
]
MaterialNumber = Annotated[
    str,
    Meta(
        min_length=1, max_length=80, description="Its number.",
        extra_json_schema={"kind": "combobox", "options_url": "/materials/options"},
    ),
]  # fmt: skip


class OfferIn(In):
    """A supplier sells the material."""

    example: ClassVar[dict[str, Any]] = {
        "supplier": "ALLENSON0001", "supplier_number": "AL-4711", "lead_days": 19, "minimum": "100", "preferred": True,
    }  # fmt: skip

    supplier: Annotated[
        str,
        Meta(
            min_length=1, max_length=120, description="Its number.",
            extra_json_schema={"kind": "combobox", "options_url": "/partners/options?side=supplier"},
        ),
    ]  # fmt: skip
    supplier_number: Annotated[str, Meta(max_length=80, title="Their number for it")] = ""
    unit: Annotated[
        str,
        Meta(
            max_length=36, title="Sold in", description="The unit it is bought in when left out.",
            extra_json_schema={"kind": "combobox", "options_url": "/units/options"},
        ),
    ] = ""  # fmt: skip
    lead_days: Annotated[int, Meta(ge=0, le=3650, title="Lead time", extra_json_schema={"unit": "days"})] = 0
    minimum: Annotated[Decimal, Meta(title="Least quantity")] = Decimal(0)
    preferred: Annotated[bool, Meta(title="Buy here unless there is a reason")] = False
    note: Annotated[str, Meta(max_length=500)] = ""
    version: Version = None


class PriceIn(In):
    """For one unit, from a quantity on. One for the same quantity and first day is replaced."""

    example: ClassVar[dict[str, Any]] = {
        "quantity_from": "100", "price": "25.77", "currency": "USD", "valid_from": "2027-01-01",
    }  # fmt: skip

    price: Annotated[Decimal, Meta(title="Price of one")]
    quantity_from: Annotated[Decimal, Meta(title="From so many")] = Decimal(0)
    currency: Annotated[str, Meta(pattern="^([A-Z]{3})?$", description="The supplier's own when left out.")] = ""
    valid_from: Annotated[date, Meta(title="Valid from", description="Today when left out.")] | None = None
    valid_to: Annotated[date, Meta(title="Last day", description="No end when left out.")] | None = None


class AlternateIn(In):
    """Another material that may be taken instead; 1 is asked first."""

    example: ClassVar[dict[str, Any]] = {"material": "HB-R720", "priority": 1}

    material: MaterialNumber
    priority: Annotated[int, Meta(ge=1, le=99)] = 1
    note: Annotated[str, Meta(max_length=500)] = ""


class ReplacementIn(In):
    """What takes its place, from a day on."""

    example: ClassVar[dict[str, Any]] = {"material": "HB-R956", "starts_on": "2027-04-01"}

    material: MaterialNumber
    starts_on: Annotated[date, Meta(title="From", description="Today when left out.")] | None = None
    note: Annotated[str, Meta(max_length=500)] = ""


class PriceOut(Out):
    id: UUID
    quantity_from: Decimal
    price: Decimal
    currency: str
    valid_from: date
    valid_to: date | None
    now: bool = False


class OfferOut(Out):
    """`price` is what the least quantity costs today, for one unit."""

    id: UUID
    material_id: UUID
    supplier_id: UUID
    supplier: str
    supplier_name: str
    supplier_number: str
    unit: str
    lead_days: int
    minimum: Decimal
    preferred: bool
    note: str
    version: int
    price: Decimal | None = None
    currency: str = ""
    prices: list[PriceOut] = []


class MaterialSuppliersOut(Out):
    material: MaterialOut
    items: list[OfferOut]


class OfferRow(Out):
    """An offer in the list of all of them."""

    id: UUID
    material_id: UUID
    material: str
    material_name: str
    supplier_id: UUID
    supplier: str
    supplier_name: str
    supplier_number: str
    unit: str
    lead_days: int
    minimum: Decimal
    preferred: bool
    price: Decimal | None
    currency: str


class StandInOut(Out):
    """A material on the other side, and the row that says so."""

    id: UUID
    material_id: UUID
    number: str
    name: str
    state: str
    priority: int = 0
    starts_on: date | None = None
    note: str = ""


class AlternatesOut(Out):
    """What may stand in for the material and for which it may stand in; what it replaced and what replaces it, in
    turn."""

    material: MaterialOut
    alternates: list[StandInOut]
    stands_in_for: list[StandInOut]
    replaced_by: list[StandInOut]
    replaces: list[StandInOut]
