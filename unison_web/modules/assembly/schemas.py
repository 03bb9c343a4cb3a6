"""What is said when a piece is put together, and what is shown of it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from msgspec import Meta

from unison_web.kit.web.structs import In, Out

Code = Annotated[
    str,
    Meta(min_length=1, max_length=400, title="Lot or serial number",
         description="Scan the label of the part", extra_json_schema={"autocomplete": "off"}),
]  # fmt: skip
Why = Annotated[str, Meta(min_length=3, max_length=500, title="Reason", extra_json_schema={"kind": "textarea"})]
Place = Annotated[
    str,
    Meta(max_length=60, title="Place it goes to", description="Left empty, it goes back to where it came from",
         extra_json_schema={"options_url": "/stock-locations/options"}),
]  # fmt: skip
Status = Annotated[
    Literal["quarantine", "released", "blocked"],
    Meta(title="What becomes of it", extra_json_schema={"labels": {
        "released": "Free to use", "quarantine": "Quarantine", "blocked": "Blocked"}}),
]  # fmt: skip


class NumbersIn(In):
    """Give serial numbers to pieces before they are made, for instance to print their labels."""

    example: ClassVar[dict[str, Any]] = {"count": 5}

    count: Annotated[int, Meta(ge=1, le=200, title="How many pieces")]


class PartIn(In):
    """`code` is what the label of the part says: our own number or a GS1 code. `quantity` is for lots only; left out,
    it is all that is still to go in."""

    example: ClassVar[dict[str, Any]] = {"code": "SN-10007"}

    code: Code
    quantity: Annotated[Decimal | None, Meta(title="Quantity", description="Left empty: all that still goes in")] = None


class RemovalIn(In):
    example: ClassVar[dict[str, Any]] = {"reason": "Bearing runs rough", "status": "quarantine"}

    reason: Why
    status: Status = "quarantine"
    location: Place = ""


class ExchangeIn(In):
    """Out with one part, in with another, as one step."""

    example: ClassVar[dict[str, Any]] = {"code": "SN-10008", "reason": "Bearing runs rough"}

    code: Code
    reason: Why
    status: Status = "quarantine"
    location: Place = ""


class FloorScan(In):
    """What was scanned at a tablet: a piece, or a part of the piece that is there."""

    example: ClassVar[dict[str, Any]] = {"code": "SN-10007"}

    code: Code
    quantity: Annotated[Decimal | None, Meta(title="Quantity")] = None


class PartOut(Out):
    """A part of a piece. With `removed_at` it is history."""

    id: UUID
    lot_id: UUID
    lot: str
    material: str
    name: str
    unit: str
    quantity: Decimal
    single: bool
    stands_for: str
    replaces: str
    built_by: str
    built_at: datetime
    removed_by: str
    removed_at: datetime | None
    removal_reason: str
    held: bool


class NeedOut(Out):
    """What one piece takes of a component, and how much of it is in."""

    material: str
    name: str
    unit: str
    operation: int | None
    needed: Decimal
    built: Decimal
    alternates: list[str]

    @property
    def open(self) -> Decimal:
        return max(self.needed - self.built, Decimal(0))


class PieceOut(Out):
    """A piece with everything that is in it, what is missing, and what was in it once."""

    id: UUID
    number: str
    material: str
    name: str
    order: str
    held: bool
    made: bool
    needs: list[NeedOut]
    parts: list[PartOut]
    removed: list[PartOut]

    @property
    def complete(self) -> bool:
        return not any(need.open for need in self.needs)


class PieceRow(Out):
    id: UUID
    number: str
    parts: int
    made: bool
    held: bool


class PiecesOut(Out):
    """The pieces of an order that have a number. `room` is how many more may get one; without `by_serial` none can."""

    order: str
    by_serial: bool
    material: str
    name: str
    room: int
    takes: list[str]
    pieces: list[PieceRow]


class OrderRow(Out):
    number: str
    material: str
    name: str
    quantity: Decimal
    good: Decimal


class AssemblyOut(Out):
    """Where assembly begins: a field to scan a piece, and the orders that have some."""

    code: str
    piece_id: UUID | None
    trouble: str
    orders: list[OrderRow]


class NoteOut(Out):
    """A difference in words."""

    text: str
    explained: bool


class ComparedOut(Out):
    """One component three times: by the plan of the order, as it was built, by the bill of today. `planned` and
    `today` are for one piece, `expected` is what the good pieces take by the plan."""

    material_id: UUID
    material: str
    name: str
    unit: str
    planned: Decimal | None
    today: Decimal | None
    expected: Decimal
    built: Decimal | None
    notes: list[NoteOut]

    @property
    def unexplained(self) -> bool:
        return not all(note.explained for note in self.notes)


class AsBuiltOut(Out):
    """What an order, or one piece of it, was built of, against its plan and the bill of today."""

    order_id: UUID
    order: str
    material: str
    name: str
    serial: str
    piece_id: UUID | None
    pieces: Decimal
    bad: Decimal
    revision: str
    revision_today: str
    by_serial: bool
    rows: list[ComparedOut]
    serials: list[str]

    @property
    def open(self) -> int:
        """How many components differ without a reason."""
        return sum(row.unexplained for row in self.rows)
