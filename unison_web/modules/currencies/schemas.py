"""What may be said about exchange rates, and what may be seen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from msgspec import Meta

from unison_web.kit.web.structs import In, Out

Code = Annotated[str, Meta(pattern="^[A-Z]{3}$", description="Three letters of ISO 4217.")]
Kind = Annotated[
    Literal["mid", "buy", "sell", "plan"],
    Meta(
        title="Kind",
        extra_json_schema={"labels": {"mid": "Middle", "buy": "Buying", "sell": "Selling", "plan": "Planned"}},
    ),
]


class RateIn(In):
    """One `base` is `value` of `quote`, from a day until the next rate of the pair. Said again for the same day it is
    a correction, and needs a reason."""

    example: ClassVar[dict[str, Any]] = {
        "base": "EUR", "quote": "USD", "value": "1.0842", "valid_from": "2027-01-15", "source": "ECB",
    }  # fmt: skip

    base: Annotated[Code, Meta(title="One")]
    quote: Annotated[Code, Meta(title="In")]
    value: Annotated[Decimal, Meta(title="Rate")]
    valid_from: Annotated[date, Meta(title="From")]
    kind: Kind = "mid"
    source: Annotated[str, Meta(max_length=60, title="Source", description="Who says so: a bank, a contract.")] = ""
    reason: Annotated[str, Meta(max_length=500, title="Reason", description="Needed for a correction.")] = ""


class RateOut(Out):
    id: UUID
    base: str
    quote: str
    valid_from: date
    kind: str
    value: Decimal
    source: str
    reason: str
    version: int


class LegOut(Out):
    """A rate as it entered."""

    id: UUID
    base: str
    quote: str
    day: date
    value: Decimal
    inverse: bool
    source: str


class ConversionOut(Out):
    """An amount in another currency, rounded once to its own decimals, and every rate in it. `older` says that there
    was no rate of the day itself."""

    amount: Decimal
    base: str
    quote: str
    on: date
    result: Decimal | None
    way: str
    day: date | None
    older: bool
    legs: list[LegOut]
    problem: str = ""
