"""What may be said about what orders take, and what is seen of it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar
from uuid import UUID

from msgspec import Meta

from unison_web.kit.web.structs import In, Out
from unison_web.modules.stock.schemas import PLACES, Lot, Material, Place, Quantity, Status
from unison_web.modules.work_orders.schemas import WorkOrderOut

Why = Annotated[str, Meta(max_length=500, title="Reason", description="Needed where another lot goes first")]


class IssueIn(In):
    """Left out, place and lot are those whose turn it is: what expires first, then what came first."""

    example: ClassVar[dict[str, Any]] = {"material": "TU-1", "quantity": "12"}

    material: Material
    quantity: Quantity
    location: Annotated[
        str, Meta(max_length=80, title="From", description="Left out: where it is first in turn",
                  extra_json_schema=PLACES)
    ] = ""  # fmt: skip
    lot: Lot = ""
    reason: Why = ""


class ReturnIn(In):
    example: ClassVar[dict[str, Any]] = {"material": "TU-1", "quantity": "2", "location": "Main store"}

    material: Material
    quantity: Quantity
    location: Place
    lot: Lot = ""
    status: Status = "released"
    reason: Annotated[str, Meta(max_length=500, title="Reason")] = ""


class ReservationIn(In):
    example: ClassVar[dict[str, Any]] = {"material": "TU-1", "quantity": "12"}

    material: Material
    quantity: Quantity


class SettleIn(In):
    """From where it came after all."""

    example: ClassVar[dict[str, Any]] = {"location": "Main store", "quantity": "3"}

    quantity: Quantity
    location: Place
    lot: Lot = ""


class ReservationOut(Out):
    id: UUID
    material_id: UUID
    number: str
    name: str
    location: str
    lot: str
    quantity: Decimal


class MissingOut(Out):
    """What pieces took without stock, and how much of it is not explained yet."""

    id: UUID
    order: str
    material_id: UUID
    number: str
    name: str
    operation: int
    quantity: Decimal
    settled: Decimal
    open: Decimal
    unit: str
    created_at: datetime


class MovedOut(Out):
    """One thing that an order took or gave."""

    occurred_at: datetime
    kind: str
    material_id: UUID
    number: str
    name: str
    lot_id: UUID | None
    lot: str
    quantity: Decimal
    place: str
    reversed: bool


class OrderStock(Out):
    """What an order reserved, took, made, and what was missing."""

    order: WorkOrderOut
    reservations: list[ReservationOut]
    missing: list[MissingOut]
    movements: list[MovedOut]
