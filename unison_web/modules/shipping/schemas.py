"""What may be said about shipments."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from msgspec import UNSET, Meta

from unison_web.kit.web.structs import Custom, In
from unison_web.modules.stock.schemas import PLACES

CUSTOMERS = {"kind": "combobox", "options_url": "/partners/options?side=customer"}
DOCKS = {"kind": "combobox", "options_url": "/docks/options"}
MATERIALS = {"kind": "combobox", "options_url": "/materials/options", "examples": ["BK-R93R-62"]}
LOTS = {"kind": "combobox", "options_url": "/lots/options"}
AREA = {"kind": "textarea"}
KINDS = {"labels": {"box": "Box", "pallet": "Pallet", "crate": "Crate"}}
BACK = {"labels": {"quarantine": "Quarantine", "blocked": "Blocked", "released": "Free to use"}}
UnitKind = Annotated[Literal["box", "pallet", "crate"], Meta(title="Kind", extra_json_schema=KINDS)]
Quantity = Annotated[Decimal, Meta(title="Quantity", description="In the material's own unit")]
Why = Annotated[str, Meta(max_length=500, title="Reason", extra_json_schema=AREA)]
NeedsWhy = Annotated[str, Meta(min_length=1, max_length=500, title="Reason", extra_json_schema=AREA)]


class ShipmentIn(In):
    """A shipment. With an `order` it begins with everything of it that is not on its way yet."""

    extends = "shipments"
    example: ClassVar[dict[str, Any]] = {"customer": "C-1008", "due_on": "2027-02-15", "carrier": "Kuehne"}

    customer: Annotated[
        str, Meta(max_length=120, title="Customer", description="Left out: the one of the order.",
                  extra_json_schema=CUSTOMERS)
    ] = ""  # fmt: skip
    order: Annotated[str, Meta(max_length=60, title="Customer order", description="Its number")] = ""
    number: Annotated[str, Meta(max_length=60, title="Number", description="The next free one when left out.")] = ""
    due_on: Annotated[date | None, Meta(title="Leaves on", description="Today when left out.")] = None
    deliver_to: Annotated[
        str, Meta(max_length=600, title="Deliver to", description="The customer's delivery address when left out.",
                  extra_json_schema=AREA)
    ] = ""  # fmt: skip
    carrier: Annotated[str, Meta(max_length=120, title="Carrier")] = ""
    tracking: Annotated[str, Meta(max_length=120, title="Tracking number")] = ""
    dock: Annotated[str, Meta(max_length=60, title="Dock", extra_json_schema=DOCKS)] = ""
    dock_at: Annotated[datetime | None, Meta(title="At the dock from")] = None
    dock_minutes: Annotated[int, Meta(ge=5, le=1440, title="For", extra_json_schema={"unit": "min"})] = 60
    note: Annotated[str, Meta(max_length=2000, title="Note", extra_json_schema=AREA)] = ""
    plant: Annotated[str, Meta(max_length=40, title="Plant", description="Its code")] = ""
    custom: Custom = UNSET
    version: int | None = None


class ShipmentLineIn(In):
    example: ClassVar[dict[str, Any]] = {"material": "BK-R93R-62", "quantity": "4"}

    material: Annotated[str, Meta(min_length=1, max_length=80, title="Material", extra_json_schema=MATERIALS)]
    quantity: Quantity


class LineQuantityIn(In):
    example: ClassVar[dict[str, Any]] = {"quantity": "4"}

    quantity: Quantity


class PickIn(In):
    """`scanned` is the code of the place, the lot or the material, which has to be the right one, or of the box it goes
    into. Without a `quantity` all of it was taken."""

    example: ClassVar[dict[str, Any]] = {"scanned": "A-01-2"}

    scanned: Annotated[str, Meta(max_length=200, title="Scan the place, the lot or the box")] = ""
    quantity: Annotated[Decimal | None, Meta(title="Taken")] = None
    reason: Annotated[str, Meta(max_length=300, title="Why less")] = ""


class ExchangeIn(In):
    """Another lot, or the same from another place. Where another lot goes first, say why not that one."""

    example: ClassVar[dict[str, Any]] = {"lot": "L-10007", "reason": "The first lot is blocked in by a pallet"}

    lot: Annotated[str, Meta(max_length=80, title="Lot or serial number", extra_json_schema=LOTS)] = ""
    location: Annotated[str, Meta(max_length=80, title="Place", extra_json_schema=PLACES)] = ""
    reason: Why = ""


class UnitIn(In):
    """`everything` puts in whatever is not packed yet."""

    example: ClassVar[dict[str, Any]] = {"kind": "box", "weight": "12.5", "everything": True}

    kind: UnitKind = "box"
    weight: Annotated[Decimal | None, Meta(title="Gross weight", extra_json_schema={"unit": "kg"})] = None
    everything: Annotated[bool, Meta(title="Put in everything that is not packed")] = False


class ContentIn(In):
    """What goes in: a `pick` by its id, or by the `scanned` code of its lot or material. All that is loose of it
    without a `quantity`."""

    example: ClassVar[dict[str, Any]] = {"scanned": "L-10001", "quantity": "2"}

    pick: UUID | None = None
    scanned: Annotated[str, Meta(max_length=200, title="Scan the lot or the material")] = ""
    quantity: Annotated[Decimal | None, Meta(title="Quantity")] = None


class WhyIn(In):
    """Needed where less goes than was wanted."""

    example: ClassVar[dict[str, Any]] = {"reason": "The rest follows on Friday"}

    reason: Why = ""


class NothingIn(In):
    """Nothing has to be said."""

    example: ClassVar[dict[str, Any]] = {}


class DispatchIn(In):
    """Who takes it, where that was not known before."""

    example: ClassVar[dict[str, Any]] = {"carrier": "Kuehne", "tracking": "1Z 999 AA1 01"}

    carrier: Annotated[str, Meta(max_length=120, title="Carrier")] = ""
    tracking: Annotated[str, Meta(max_length=120, title="Tracking number")] = ""


class CancelIn(In):
    example: ClassVar[dict[str, Any]] = {"reason": "The customer does not want it any more"}

    reason: NeedsWhy


class DeliveryIn(In):
    """Who took it, and a picture of the signature or the goods: the form sends it as `file`, a program its `name` and
    `content` in base64."""

    example: ClassVar[dict[str, Any]] = {"received_by": "K. Lindqvist"}

    received_by: Annotated[str, Meta(min_length=1, max_length=120, title="Received by")]
    delivered_at: Annotated[datetime | None, Meta(title="Delivered", description="Now when left out.")] = None
    name: Annotated[str, Meta(max_length=200)] = ""
    content: Annotated[bytes, Meta(description="In base64")] = b""


class BackIn(In):
    pick: UUID
    quantity: Annotated[Decimal, Meta(title="Came back")]


class ReturnIn(In):
    """What came back. Without `quantities` that is everything."""

    example: ClassVar[dict[str, Any]] = {"reason": "Wrong colour", "status": "quarantine"}

    reason: NeedsWhy
    status: Annotated[Literal["quarantine", "blocked", "released"], Meta(title="Status", extra_json_schema=BACK)] = (
        "quarantine"
    )
    location: Annotated[
        str, Meta(max_length=80, title="Place", description="Where it was picked when left out.",
                  extra_json_schema=PLACES)
    ] = ""  # fmt: skip
    quantities: list[BackIn] = []


class ShipmentPaperIn(In):
    """A pick list can be printed while something is left to pick, the others once it is packed."""

    example: ClassVar[dict[str, Any]] = {"kind": "delivery_note", "paper": "a4"}

    kind: Literal["delivery_note", "packing_list", "pick_list"]
    paper: Literal["a4", "letter"] = "a4"
