"""What calls tell live screens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from unison_web.kit.events import Event


@dataclass(frozen=True, slots=True)
class Called(Event):
    """Somebody called, came, or was done."""

    kind: ClassVar[str] = "calls.called"

    call_id: UUID
    plant: UUID

    @property
    def about(self) -> tuple[str, UUID]:
        return ("calls", self.call_id)

    @property
    def plant_id(self) -> UUID:
        return self.plant

    @property
    def topics(self) -> tuple[str, ...]:
        return (f"floor:{self.plant}",)
