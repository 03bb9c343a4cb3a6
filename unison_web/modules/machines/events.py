"""What machines did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from unison_web.kit.events import Event


@dataclass(frozen=True, slots=True)
class Occasion:
    """How a state came about. ``at`` is the moment of the touch or of the signal, which may be told late; None is now.
    ``frees`` says that the order is gone from the machine, and ``source`` who says all this."""

    at: datetime | None = None
    operation_id: UUID | None = None
    reason_id: UUID | None = None
    frees: bool = False
    source: str = "hand"


BY_HAND = Occasion()


@dataclass(frozen=True, slots=True)
class MachineStateChanged(Event):
    """A machine went from one state to another, or is known by now to have done so then. Boards of its plant and pages
    of the machine look again; the time ledger writes it down."""

    kind: ClassVar[str] = "machine.state-changed"

    machine_id: UUID
    plant: UUID
    code: str
    before: str
    after: str
    reason: str
    at: datetime
    operation_id: UUID | None = None
    reason_id: UUID | None = None
    frees: bool = False
    source: str = "hand"

    @property
    def about(self) -> tuple[str, UUID]:
        return "machine", self.machine_id

    @property
    def topics(self) -> tuple[str, ...]:
        return f"floor:{self.plant}", f"machine:{self.machine_id}"

    @property
    def plant_id(self) -> UUID:
        return self.plant
