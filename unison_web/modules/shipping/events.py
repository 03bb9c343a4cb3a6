"""What happens to shipments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from unison_web.kit.events import Event


@dataclass(frozen=True, slots=True)
class ShipmentMoved(Event):
    """It has another state, something was picked or packed, or its dock or day changed."""

    kind: ClassVar[str] = "shipping.moved"

    shipment_id: UUID
    number: str
    state: str
    plant: UUID

    @property
    def about(self) -> tuple[str, UUID]:
        return ("shipments", self.shipment_id)

    @property
    def plant_id(self) -> UUID:
        return self.plant

    @property
    def topics(self) -> tuple[str, ...]:
        return (f"shipment:{self.shipment_id}", f"docks:{self.plant}")
