"""What machines did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from unison_web.kit.events import Event


@dataclass(frozen=True, slots=True)
class MachineStateChanged(Event):
    """A machine went from one state to another. Boards of its plant and pages of the machine look again."""

    kind: ClassVar[str] = "machine.state-changed"

    machine_id: UUID
    plant: UUID
    code: str
    before: str
    after: str
    reason: str
    at: datetime

    @property
    def about(self) -> tuple[str, UUID]:
        return "machine", self.machine_id

    @property
    def topics(self) -> tuple[str, ...]:
        return f"floor:{self.plant}", f"machine:{self.machine_id}"

    @property
    def plant_id(self) -> UUID:
        return self.plant
