"""What the floor tells live screens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from unison_web.kit.events import Event


@dataclass(frozen=True, slots=True)
class HandedOver(Event):
    """A tablet gave something to the supervisor, or the supervisor settled it."""

    kind: ClassVar[str] = "floor.handed_over"

    handover_id: UUID
    plant: UUID

    @property
    def about(self) -> tuple[str, UUID]:
        return ("floor_handovers", self.handover_id)

    @property
    def plant_id(self) -> UUID:
        return self.plant

    @property
    def topics(self) -> tuple[str, ...]:
        return (f"floor:{self.plant}",)
