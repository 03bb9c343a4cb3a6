"""What happens to stock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from unison_web.kit.events import Event


@dataclass(frozen=True, slots=True)
class StockMoved(Event):
    """Quantities moved in a plant; the list of stock and the order that took them look again."""

    kind: ClassVar[str] = "stock.moved"

    plant: UUID
    material_id: UUID
    order_id: UUID | None
    lines: int

    @property
    def about(self) -> tuple[str, UUID]:
        return ("materials", self.material_id)

    @property
    def plant_id(self) -> UUID:
        return self.plant

    @property
    def topics(self) -> tuple[str, ...]:
        return ("stock",)


@dataclass(frozen=True, slots=True)
class LotHeld(Event):
    """A lot was put on hold, or let go."""

    kind: ClassVar[str] = "stock.lot_held"

    lot_id: UUID
    number: str
    held: bool
    reason: str

    @property
    def about(self) -> tuple[str, UUID]:
        return ("stock_lots", self.lot_id)

    @property
    def topics(self) -> tuple[str, ...]:
        return ("stock", f"lot:{self.lot_id}")
