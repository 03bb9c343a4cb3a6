"""What happens to work orders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from unison_web.kit.events import Event


@dataclass(frozen=True, slots=True)
class WorkOrderEvent(Event):
    """Something happened to one order; lists and its own page look again."""

    kind: ClassVar[str] = "work_order.changed"

    order_id: UUID
    number: str
    plant: UUID
    verb: str
    state: str

    @property
    def about(self) -> tuple[str, UUID]:
        return ("work_orders", self.order_id)

    @property
    def plant_id(self) -> UUID:
        return self.plant

    @property
    def topics(self) -> tuple[str, ...]:
        return ("work-orders", f"work-order:{self.order_id}", f"floor:{self.plant}")


@dataclass(frozen=True, slots=True)
class WorkOrderReleased(WorkOrderEvent):
    kind: ClassVar[str] = "work_order.released"


@dataclass(frozen=True, slots=True)
class WorkOrderCompleted(WorkOrderEvent):
    kind: ClassVar[str] = "work_order.completed"
