"""What happened at an operation."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from unison_web.kit.events import Event


@dataclass(frozen=True, slots=True)
class Reported(Event):
    """Something was reported at an operation; its job screen, its order and the machine's tile look again."""

    kind: ClassVar[str] = "production.reported"

    entry_id: UUID
    order_id: UUID
    operation_id: UUID
    machine_id: UUID | None
    plant: UUID
    what: str
    quantity: Decimal

    @property
    def about(self) -> tuple[str, UUID]:
        return ("work_orders", self.order_id)

    @property
    def plant_id(self) -> UUID:
        return self.plant

    @property
    def topics(self) -> tuple[str, ...]:
        machine = (f"machine:{self.machine_id}",) if self.machine_id else ()
        return (
            f"operation:{self.operation_id}",
            f"work-order:{self.order_id}",
            "work-orders",
            f"floor:{self.plant}",
            *machine,
        )
