"""What happened at an operation."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from unison_web.kit.events import Event


@dataclass(frozen=True, slots=True)
class Corrected(Event):
    """An entry was taken back and said anew. Who keeps figures made of the log repairs them: the rows of the
    correction are those whose ``correction_id`` is ``correction_id``, and they happened when the entry happened."""

    kind: ClassVar[str] = "production.corrected"

    correction_id: UUID
    entry_id: UUID
    order_id: UUID
    operation_id: UUID
    plant: UUID

    @property
    def about(self) -> tuple[str, UUID]:
        return ("work_orders", self.order_id)

    @property
    def plant_id(self) -> UUID:
        return self.plant

    @property
    def topics(self) -> tuple[str, ...]:
        return (f"operation:{self.operation_id}", f"work-order:{self.order_id}", "work-orders", f"floor:{self.plant}")


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
