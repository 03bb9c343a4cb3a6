"""What may be said about moves between plants, and what is seen of them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar
from uuid import UUID

from msgspec import Meta

from unison_web.kit.web.structs import In, Out
from unison_web.modules.stock.schemas import PLACES, Document, Lot, Material, Place, Quantity, Reason, Status


class PlantMoveIn(In, kw_only=True):
    """What leaves a plant for another one. It is on the way until that plant has received it."""

    example: ClassVar[dict[str, Any]] = {"material": "TU-1", "quantity": "20", "location": "Main store",
                                         "to_plant": "GRZ", "document": "DN-4712"}  # fmt: skip

    material: Material
    lot: Lot = ""
    quantity: Quantity
    location: Annotated[str, Meta(min_length=1, max_length=80, title="From", extra_json_schema=PLACES)]
    to_plant: Annotated[
        str, Meta(min_length=1, max_length=40, title="To plant", extra_json_schema={"kind": "select"})
    ]  # fmt: skip
    document: Document = ""
    note: Annotated[str, Meta(max_length=500, title="Note")] = ""


class ArrivalIn(In):
    """What of it came, and where it lies now."""

    example: ClassVar[dict[str, Any]] = {"quantity": "18", "location": "Main store"}

    quantity: Quantity
    location: Place
    status: Status = "released"


class LossIn(In):
    """What will not come any more, and why."""

    example: ClassVar[dict[str, Any]] = {"quantity": "2", "reason": "Crushed in the truck"}

    quantity: Quantity
    reason: Reason


class PlantMoveOut(Out):
    """A move between plants. ``under_way`` has neither come nor been written off."""

    id: UUID
    number: str
    from_plant: str
    to_plant: str
    to_plant_id: UUID
    material_id: UUID
    material: str
    name: str
    lot_id: UUID | None
    lot: str
    quantity: Decimal
    received: Decimal
    lost: Decimal
    under_way: Decimal
    unit: str
    state: str
    document: str
    note: str
    person: str
    sent_at: datetime
    arrived_at: datetime | None
