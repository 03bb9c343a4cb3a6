"""What is said about subcontracted operations, and what is seen of them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar
from uuid import UUID

from msgspec import Meta

from unison_web.kit.web.structs import In, Out
from unison_web.modules.production.schemas import ReasonCode
from unison_web.modules.stock.schemas import PLACES, Lot, Material, Partner, Place, Quantity, Reason


class SubcontractIn(In, kw_only=True):
    """Which operation goes out, and to whom."""

    example: ClassVar[dict[str, Any]] = {"order": "WO-10482", "operation": 20, "supplier": "P-1002"}

    order: Annotated[str, Meta(min_length=1, max_length=60, title="Order")]
    operation: Annotated[int, Meta(title="Operation", extra_json_schema={"examples": ["20"]})]
    supplier: Annotated[str, Meta(min_length=1, max_length=80, title="Supplier", extra_json_schema=Partner)]
    due_on: Annotated[date | None, Meta(title="Back by")] = None
    note: Annotated[str, Meta(max_length=500, title="Note")] = ""


class SubIssueIn(In):
    """Material that goes to the supplier. Left out, place and lot are those whose turn it is."""

    example: ClassVar[dict[str, Any]] = {"material": "TU-1", "quantity": "12"}

    material: Material
    quantity: Quantity
    location: Annotated[
        str, Meta(max_length=80, title="From", description="Left out: where it is first in turn",
                  extra_json_schema=PLACES)
    ] = ""  # fmt: skip
    lot: Lot = ""


class SubReceiptIn(In):
    """Pieces that came back. They are reports of the operation and use up the material that lies there."""

    example: ClassVar[dict[str, Any]] = {"good": "10", "scrap": "1", "reason": "burr"}

    good: Annotated[Decimal, Meta(title="Good")] = Decimal(0)
    scrap: Annotated[Decimal, Meta(title="Bad")] = Decimal(0)
    reason: ReasonCode = ""
    note: Annotated[str, Meta(max_length=500, title="Note")] = ""


class SubReturnIn(In):
    """Material that was not needed and came back."""

    example: ClassVar[dict[str, Any]] = {"material": "TU-1", "quantity": "2", "location": "Main store"}

    material: Material
    quantity: Quantity
    location: Place
    lot: Lot = ""


class SubScrapIn(In):
    """Material that the supplier spoiled or lost."""

    example: ClassVar[dict[str, Any]] = {"material": "TU-1", "quantity": "1", "reason": "Bent at the supplier's"}

    material: Material
    quantity: Quantity
    reason: Reason
    lot: Lot = ""


class ThereOut(Out):
    """A material of the order at the supplier's: ``open`` has neither come back nor been explained."""

    material_id: UUID
    number: str
    name: str
    unit: str
    issued: Decimal
    used: Decimal
    scrapped: Decimal
    returned: Decimal
    open: Decimal


class SubcontractRow(Out):
    id: UUID
    number: str
    order: str
    sequence: int
    operation: str
    supplier: str
    state: str
    due_on: date | None
    quantity: Decimal
    good: Decimal
    scrap: Decimal
    created_at: datetime


class SubcontractOut(SubcontractRow):
    """A subcontracted operation with everything of ours that is or was there."""

    arrived: Decimal
    place: str
    note: str
    closed_at: datetime | None
    materials: list[ThereOut]
