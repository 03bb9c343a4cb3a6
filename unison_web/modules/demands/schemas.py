"""What may be said about customer orders and forecasts, and what may be seen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from msgspec import UNSET, Meta

from unison_web.kit.web.structs import Custom, In, Out

MaterialNumber = Annotated[
    str,
    Meta(
        min_length=1, max_length=80, description="Its number.",
        extra_json_schema={"kind": "combobox", "options_url": "/materials/options"},
    ),
]  # fmt: skip
Customer = Annotated[
    str,
    Meta(
        min_length=1, max_length=120, description="Its number.",
        extra_json_schema={"kind": "combobox", "options_url": "/partners/options?side=customer"},
    ),
]  # fmt: skip
Bucket = Annotated[Literal["week", "month"], Meta(title="For a")]
Version = Annotated[
    int | None, Meta(description="The version that was read; refused with 412 when somebody changed it since.")
]


class OrderIn(In):
    """A customer order without its lines. One without a number gets the next."""

    extends = "customer-orders"
    example: ClassVar[dict[str, Any]] = {
        "customer": "C-1008", "reference": "PO 4500017", "due_on": "2027-02-15", "currency": "EUR",
    }  # fmt: skip

    customer: Customer
    due_on: Annotated[date, Meta(title="Due", description="Lines take this day unless they say another.")]
    reference: Annotated[str, Meta(max_length=80, title="Their number")] = ""
    number: Annotated[str, Meta(max_length=60, description="The next free one when left out.")] = ""
    ordered_on: Annotated[date, Meta(title="Ordered", description="Today when left out.")] | None = None
    currency: Annotated[str, Meta(pattern="^([A-Z]{3})?$", description="The customer's own when left out.")] = ""
    note: Annotated[str, Meta(max_length=2000, extra_json_schema={"kind": "textarea"})] = ""
    custom: Custom = UNSET
    version: Version = None


class OrderLineIn(In):
    """So much of a material, at a price for one unit."""

    example: ClassVar[dict[str, Any]] = {"material": "BK-R93R-62", "quantity": "12", "price": "2145.90"}

    material: MaterialNumber
    quantity: Decimal
    unit: Annotated[
        str,
        Meta(
            max_length=36, description="The one it is stocked in when left out.",
            extra_json_schema={"kind": "combobox", "options_url": "/units/options"},
        ),
    ] = ""  # fmt: skip
    due_on: Annotated[date, Meta(title="Due", description="The order's day when left out.")] | None = None
    price: Annotated[Decimal, Meta(title="Price of one")] = Decimal(0)
    note: Annotated[str, Meta(max_length=500)] = ""
    version: Version = None


class OrderStateIn(In):
    """What happens to a customer order."""

    example: ClassVar[dict[str, Any]] = {"verb": "confirm"}

    verb: Literal["confirm", "close", "cancel", "reopen"]
    reason: Annotated[str, Meta(max_length=500)] = ""


class ForecastIn(In):
    """How much is expected in the week or month of a day. One that is there already is replaced."""

    example: ClassVar[dict[str, Any]] = {
        "material": "BK-R93R-62", "bucket": "month", "starts_on": "2027-03-01", "quantity": "140",
    }  # fmt: skip

    material: MaterialNumber
    starts_on: Annotated[date, Meta(title="Beginning", description="Any day of it.")]
    quantity: Annotated[Decimal, Meta(description="In the material's own unit.")]
    bucket: Bucket = "month"
    note: Annotated[str, Meta(max_length=500)] = ""


class OrderRow(Out):
    """A customer order in a list."""

    id: UUID
    number: str
    customer_id: UUID
    customer: str
    reference: str
    ordered_on: date
    due_on: date
    currency: str
    state: str
    lines: int
    total: Decimal
    custom: dict[str, Any] = {}


class LineRow(Out):
    """A line of any customer order in a list."""

    id: UUID
    order_id: UUID
    number: str
    customer: str
    material_id: UUID
    material: str
    material_name: str
    quantity: Decimal
    unit: str
    due_on: date
    price: Decimal
    currency: str
    state: str
    work_order: str


class OrderLineOut(Out):
    id: UUID
    position: int
    material_id: UUID
    material: str
    material_name: str
    quantity: Decimal
    unit: str
    due_on: date
    price: Decimal
    amount: Decimal
    note: str
    work_order: str
    work_order_state: str
    makeable: bool
    shipped: Decimal
    version: int
    warning: str = ""


class OrderOut(Out):
    """One customer order with its lines, and the verbs that are possible now."""

    id: UUID
    number: str
    customer_id: UUID
    customer: str
    customer_number: str
    reference: str
    ordered_on: date
    due_on: date
    currency: str
    note: str
    state: str
    version: int
    total: Decimal
    verbs: list[str]
    custom: dict[str, Any] = {}
    lines: list[OrderLineOut] = []


class MadeOut(Out):
    """The work order that was made for a line."""

    order_id: UUID
    work_order: str


class ForecastOut(Out):
    id: UUID
    material_id: UUID
    material: str
    material_name: str
    bucket: str
    starts_on: date
    quantity: Decimal
    unit: str
    note: str
    version: int
