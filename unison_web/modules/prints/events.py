"""Paper is ready."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from unison_web.kit.events import Event


@dataclass(frozen=True, slots=True)
class PrintReady(Event):
    """Rendered, or failed: the page that waits for it looks again."""

    kind: ClassVar[str] = "print.ready"

    print_id: UUID
    order_id: UUID | None
    plant: UUID

    @property
    def about(self) -> tuple[str, UUID]:
        return ("work_orders", self.order_id) if self.order_id else ("prints", self.print_id)

    @property
    def plant_id(self) -> UUID:
        return self.plant

    @property
    def topics(self) -> tuple[str, ...]:
        return (f"print:{self.print_id}",)
