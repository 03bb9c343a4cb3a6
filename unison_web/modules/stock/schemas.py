"""What may be said about stock, and what it shows."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from msgspec import UNSET, Meta

from unison_web.kit.web.structs import Custom, In, Out

Material = Annotated[
    str,
    Meta(
        min_length=1, max_length=80, title="Material", description="Its number",
        extra_json_schema={"kind": "combobox", "options_url": "/materials/options", "examples": ["BK-R93R-62"]},
    ),
]  # fmt: skip
PLACES = {"kind": "combobox", "options_url": "/stock-locations/options", "examples": ["Main store"]}
Place = Annotated[str, Meta(min_length=1, max_length=80, title="Place", extra_json_schema=PLACES)]
Lot = Annotated[
    str,
    Meta(max_length=80, title="Lot or serial number", description="Where the material is tracked",
         extra_json_schema={"kind": "combobox", "options_url": "/lots/options"}),
]  # fmt: skip
Partner = {"kind": "combobox", "options_url": "/partners/options"}
STATUS_WORDS = {"labels": {"released": "Free to use", "quarantine": "Quarantine", "blocked": "Blocked"}}
Status = Annotated[Literal["released", "quarantine", "blocked"], Meta(title="Status", extra_json_schema=STATUS_WORDS)]
Quantity = Annotated[
    Decimal, Meta(title="Quantity", description="In the material's own unit", extra_json_schema={"examples": ["10"]})
]
Reason = Annotated[str, Meta(min_length=1, max_length=500, title="Reason", extra_json_schema={"kind": "textarea"})]
Document = Annotated[str, Meta(max_length=80, title="Delivery note")]


class LocationIn(In):
    """A warehouse, a zone or a bin. `parent` is the code of the place it is in."""

    example: ClassVar[dict[str, Any]] = {"code": "A-01-2", "name": "Rack A, second level", "kind": "bin",
                                         "parent": "Main store"}  # fmt: skip

    code: Annotated[str, Meta(min_length=1, max_length=60, title="Code")]
    name: Annotated[str, Meta(min_length=1, max_length=120, title="Name")]
    kind: Annotated[
        Literal["warehouse", "zone", "bin"],
        Meta(title="Kind", extra_json_schema={"labels": {"warehouse": "Warehouse", "zone": "Zone", "bin": "Bin"}}),
    ] = "bin"
    parent: Annotated[str, Meta(max_length=60, title="Lies in", extra_json_schema=PLACES)] = ""
    supplies: Annotated[bool, Meta(title="Production takes from here first")] = False
    receives: Annotated[bool, Meta(title="Finished pieces go here")] = False
    work_center: Annotated[
        str, Meta(max_length=60, title="Line it serves", description="Code of the work center that material is brought"
                  " here for", extra_json_schema={"kind": "combobox", "options_url": "/work-centers/options"})
    ] = ""  # fmt: skip
    partner: Annotated[str, Meta(max_length=80, title="At a supplier's", description="Left out: in the plant",
                                 extra_json_schema=Partner)] = ""  # fmt: skip
    plant: Annotated[str, Meta(max_length=40, title="Plant", description="Its code")] = ""
    version: int | None = None


class ArchiveIn(In):
    example: ClassVar[dict[str, Any]] = {"archived": True}

    archived: Annotated[bool, Meta(title="Archived")] = True


class ReceiptIn(In):
    """Goods that come in. Without a `lot` a tracked material gets a number by the company's rule."""

    example: ClassVar[dict[str, Any]] = {"material": "TU-1", "quantity": "250", "location": "Main store",
                                         "supplier_lot": "CH-88121"}  # fmt: skip

    material: Material
    quantity: Quantity
    location: Place
    lot: Annotated[str, Meta(max_length=80, title="Lot or serial number",
                             description="Left out: the next of your numbers")] = ""  # fmt: skip
    supplier_lot: Annotated[str, Meta(max_length=80, title="Lot of the supplier")] = ""
    expires_on: Annotated[date | None, Meta(title="Expires on")] = None
    supplier: Annotated[str, Meta(max_length=80, title="Supplier", extra_json_schema=Partner)] = ""
    document: Document = ""
    status: Status = "released"
    consigned: Annotated[bool, Meta(title="It stays the supplier's until it is used")] = False


class MoveIn(In, kw_only=True):
    example: ClassVar[dict[str, Any]] = {"material": "TU-1", "quantity": "20", "location": "Main store", "to": "Line 1"}

    material: Material
    lot: Lot = ""
    quantity: Quantity
    location: Annotated[str, Meta(min_length=1, max_length=80, title="From", extra_json_schema=PLACES)]
    to: Annotated[str, Meta(min_length=1, max_length=80, title="To", extra_json_schema=PLACES)]
    status: Status = "released"
    owner: Annotated[str, Meta(max_length=80, title="Stock of the supplier", description="Left out: our own",
                               extra_json_schema=Partner)] = ""  # fmt: skip


class AdjustIn(In, kw_only=True):
    """`difference` is what there is more, or, below zero, less than the books say."""

    example: ClassVar[dict[str, Any]] = {"material": "TU-1", "location": "Main store", "difference": "-3",
                                         "reason": "Fell off the fork lift"}  # fmt: skip

    material: Material
    lot: Lot = ""
    location: Place
    difference: Annotated[Decimal, Meta(title="Difference", description="Below zero where there is less")]
    reason: Reason
    status: Status = "released"


class DispatchIn(In, kw_only=True):
    """What leaves for a customer."""

    example: ClassVar[dict[str, Any]] = {"material": "FR-1", "quantity": "4", "location": "Main store",
                                         "customer": "P-1001", "document": "DN-4711"}  # fmt: skip

    material: Material
    lot: Lot = ""
    quantity: Quantity
    location: Annotated[str, Meta(min_length=1, max_length=80, title="From", extra_json_schema=PLACES)]
    customer: Annotated[str, Meta(min_length=1, max_length=80, title="Customer", extra_json_schema=Partner)]
    document: Document = ""


class ReasonIn(In):
    example: ClassVar[dict[str, Any]] = {"reason": "It was the wrong one"}

    reason: Reason


class LotIn(In):
    """What may be said about a lot later on: its note, and the company's own fields."""

    extends: ClassVar[str] = "lots"
    example: ClassVar[dict[str, Any]] = {"note": "Comes from the second furnace"}

    note: Annotated[str, Meta(max_length=500, title="Note", extra_json_schema={"kind": "textarea"})] = ""
    custom: Custom = UNSET
    version: int | None = None


class StatusIn(In):
    example: ClassVar[dict[str, Any]] = {"status": "released", "reason": "Certificate is in order"}

    status: Status
    reason: Reason


class SplitIn(In):
    """A part becomes a lot of its own, or, with `into`, a part of another."""

    example: ClassVar[dict[str, Any]] = {"location": "Main store", "quantity": "5"}

    location: Place
    quantity: Quantity
    into: Annotated[str, Meta(max_length=80, title="Into lot", description="Left out: a new one",
                              extra_json_schema={"kind": "combobox", "options_url": "/lots/options"})] = ""  # fmt: skip


class StockOut(Out):
    id: UUID
    material_id: UUID
    number: str
    name: str
    location: str
    lot_id: UUID | None
    lot: str
    expires_on: date | None
    held: bool
    status: str
    quantity: Decimal
    reserved: Decimal
    unit: str
    owner: str = ""


class LocationOut(Out):
    id: UUID
    code: str
    name: str
    kind: str
    parent: str
    supplies: bool
    receives: bool
    work_center: str
    plant: str
    state: str
    version: int
    partner: str = ""


class MovementOut(Out):
    """One row of the ledger."""

    id: UUID
    occurred_at: datetime
    kind: str
    material_id: UUID
    number: str
    name: str
    lot_id: UUID | None
    lot: str
    quantity: Decimal
    unit: str
    from_account: str
    from_place: str
    to_account: str
    to_place: str
    person: str
    reason: str
    document: str
    reverses_id: UUID | None


class Moved(Out):
    """What was written: one movement for each lot or serial number."""

    movements: list[UUID]


class LotRow(Out):
    id: UUID
    number: str
    kind: str
    material_id: UUID
    material: str
    name: str
    supplier_lot: str
    expires_on: date | None
    held: bool
    quantity: Decimal
    unit: str
    created_at: datetime
    custom: dict[str, Any] = {}


class HoldOut(Out):
    id: UUID
    reason: str
    by: str
    created_at: datetime
    released_at: datetime | None
    release_reason: str


class LyingOut(Out):
    """Where some of a lot lies."""

    location: str
    status: str
    quantity: Decimal
    reserved: Decimal


class LotOut(Out):
    id: UUID
    number: str
    kind: str
    material_id: UUID
    material: str
    name: str
    unit: str
    supplier: str
    supplier_lot: str
    expires_on: date | None
    held: bool
    created_at: datetime
    note: str
    version: int
    order_id: UUID | None = None
    custom: dict[str, Any] = {}
    holds: list[HoldOut] = []
    lying: list[LyingOut] = []
