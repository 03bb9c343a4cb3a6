"""What shipments show."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from unison_web.kit.web.structs import Out


class StopOut(Out):
    """A lot that may not go, why, and who said so."""

    lot_id: UUID
    lot: str
    reason: str
    who: str
    since: datetime


class ShipmentRow(Out):
    id: UUID
    number: str
    customer: str
    order: str
    lines: int
    carrier: str
    dock: str
    dock_at: datetime | None
    due_on: date
    shipped_at: datetime | None
    state: str
    custom: dict[str, Any]


class HandlingUnitRow(Out):
    id: UUID
    number: str
    kind: str
    shipment_id: UUID
    shipment: str
    customer: str
    weight: Decimal | None
    created_at: datetime
    state: str


class ShipmentLineOut(Out):
    id: UUID
    position: int
    material_id: UUID
    material: str
    name: str
    unit: str
    quantity: Decimal
    allocated: Decimal
    picked: Decimal

    @property
    def short(self) -> bool:
        return self.picked < self.quantity


class PickOut(Out):
    """`turn` is its place on the walk; `stopped` says that its lot is on hold."""

    id: UUID
    line_id: UUID
    turn: int
    material_id: UUID
    material: str
    name: str
    unit: str
    location: str
    area: str
    tracking: str
    lot_id: UUID | None
    lot: str
    expires_on: date | None
    quantity: Decimal
    picked: Decimal
    loose: Decimal
    returned: Decimal
    state: str
    reason: str
    who: str
    picked_at: datetime | None
    stopped: bool


class ContentOut(Out):
    id: UUID
    pick_id: UUID
    material: str
    name: str
    unit: str
    lot: str
    quantity: Decimal
    stopped: bool


class UnitOut(Out):
    """`sscc` says that the number is one, to be printed as (00) in GS1-128."""

    id: UUID
    number: str
    sscc: bool
    kind: str
    weight: Decimal | None
    contents: list[ContentOut]


class ShipmentOut(Out):
    id: UUID
    plant_id: UUID
    number: str
    customer_id: UUID
    customer: str
    customer_number: str
    order_id: UUID | None
    order: str
    reference: str
    deliver_to: str
    carrier: str
    tracking: str
    dock: str
    dock_at: datetime | None
    dock_minutes: int
    note: str
    due_on: date
    state: str
    short_reason: str
    shipped_at: datetime | None
    shipper: str
    delivered_at: datetime | None
    received_by: str
    returned_at: datetime | None
    return_reason: str
    custom: dict[str, Any]
    version: int
    lines: list[ShipmentLineOut]
    picks: list[PickOut]
    units: list[UnitOut]
    stops: list[StopOut]
    verbs: list[str]

    @property
    def to_pick(self) -> list[PickOut]:
        return [each for each in self.picks if each.state == "open"]

    @property
    def loose(self) -> list[PickOut]:
        return [each for each in self.picks if each.loose > 0]

    @property
    def missing(self) -> list[ShipmentLineOut]:
        """Lines for which not enough was found."""
        return [each for each in self.lines if each.allocated < each.quantity]
