"""What may be said about costing, and what may be seen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from msgspec import Meta

from unison_web.kit.web.structs import In, Out

RateKind = Annotated[
    Literal["labour", "overhead", "subcontract"],
    Meta(
        title="Kind",
        extra_json_schema={
            "labels": {
                "labour": "Labour, an hour", "overhead": "Overhead, percent", "subcontract": "Outside, a piece",
            }
        },
    ),
]  # fmt: skip
Currency = Annotated[str, Meta(pattern="^([A-Z]{3})?$", description="Three letters. The company's own when left out.")]


class CostRateIn(In):
    """From a day on: an hour of labour, overhead in percent of labour and machine, or a piece made outside."""

    example: ClassVar[dict[str, Any]] = {
        "kind": "labour", "amount": "38.50", "currency": "USD", "valid_from": "2027-01-01",
    }  # fmt: skip

    kind: RateKind
    amount: Annotated[Decimal, Meta(title="Amount")]
    valid_from: Annotated[date, Meta(title="From")]
    currency: Currency = ""
    work_center: Annotated[
        str,
        Meta(max_length=60, title="Work center", description="Its code. Left out: wherever no other rate is said."),
    ] = ""
    note: Annotated[str, Meta(max_length=500)] = ""


class CostRateOut(Out):
    id: UUID
    kind: str
    amount: Decimal
    currency: str
    valid_from: date
    note: str
    version: int
    work_center: str | None = None
    work_center_name: str | None = None


class RollIn(In):
    """What to keep: the cost on a day, in a currency, for a lot."""

    example: ClassVar[dict[str, Any]] = {"on": "2027-01-15", "currency": "USD", "lot": "10"}

    on: date | None = None
    currency: Currency = ""
    lot: Annotated[Decimal, Meta(title="Lot size")] = Decimal(1)


class AdoptIn(In):
    """From which day on the rolled-up cost is the standard cost; today when left out."""

    example: ClassVar[dict[str, Any]] = {"valid_from": "2027-02-01"}

    valid_from: date | None = None


class CostNode(Out):
    """One contribution: `per × factor × loss × price × rate` for one of the row above, `amount` for the lot. `day`
    is that of the exchange rate, `older` says that it is not the day asked about. `href` leads to the source."""

    level: int
    kind: str
    number: str
    name: str
    quantity: Decimal
    unit: str
    per: Decimal
    factor: Decimal
    loss: Decimal
    price: Decimal | None
    price_currency: str
    rate: Decimal | None
    day: date | None
    older: bool
    amount: Decimal
    missing: bool
    made: bool
    href: str
    rate_href: str


class KindOut(Out):
    kind: str
    label: str
    amount: Decimal
    share: Decimal

    @property
    def value(self) -> Decimal:
        """What its bar in the chart is as high as."""
        return self.amount


class MovedOut(Out):
    """What one contribution did to the cost of one unit since the roll-up before."""

    number: str
    name: str
    kind: str
    before: Decimal
    after: Decimal
    moved: Decimal
    words: list[str]


class MovementOut(Out):
    since: date
    before: Decimal
    after: Decimal
    moved: Decimal
    rows: list[MovedOut]


class CostOut(Out):
    """The cost of a lot, and of one unit. At every level the rows add up to the row above to the last digit."""

    material_id: UUID
    material: str
    material_name: str
    unit: str
    on: date
    currency: str
    lot: Decimal
    total: Decimal
    unit_cost: Decimal
    kinds: list[KindOut]
    nodes: list[CostNode]
    missing: list[str]
    notes: list[str]
    standard_cost: Decimal | None
    standard_currency: str
    movement: MovementOut | None = None


class RollRow(Out):
    """A kept roll-up in the list of all of them."""

    id: UUID
    material_id: UUID
    number: str
    name: str
    as_of: date
    currency: str
    lot: Decimal
    unit_cost: Decimal
    made_by: str
    adopted_from: date | None


class RollOut(Out):
    id: UUID
    material_id: UUID
    material: str
    material_name: str
    unit: str
    as_of: date
    currency: str
    lot: Decimal
    unit_cost: Decimal
    made_by: str
    adopted_from: date | None
    missing: list[str]
    kinds: list[KindOut]
    movement: MovementOut | None = None
