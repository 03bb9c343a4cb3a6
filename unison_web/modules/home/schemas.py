"""What the home page shows."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from msgspec import Struct

from unison_web.modules.floor.schemas.board import Tile
from unison_web.modules.work_orders.schemas import WorkOrderRow


class HourBar(Struct):
    """Good and bad pieces of one hour of today, plant time. ``plan`` is the hour's share of what is due, if known."""

    hour: int
    good: Decimal
    scrap: Decimal
    plan: Decimal = Decimal(0)

    @property
    def value(self) -> Decimal:
        return self.good

    @property
    def label(self) -> str:
        return f"{self.hour:02}"


class Home(Struct):
    """Exceptions first, then today, then what comes next: ``due_next`` is said where nothing more is due today."""

    plant: str
    standing: list[Tile]
    late: list[WorkOrderRow]
    late_count: int
    held: list[WorkOrderRow]
    due_today: list[WorkOrderRow]
    due_next: list[WorkOrderRow]
    hours: list[HourBar]
    good_today: Decimal
    scrap_today: Decimal
    running: int
    machines: int
    at: datetime
    steps_left: int = 0
