"""What the board shows."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from unison_web.kit.web.structs import In, Out


class BoardQuery(In):
    """``show`` is ``all``, ``ready`` or ``blocked``; ``work_center`` a code."""

    show: str = "all"
    work_center: str = ""


class LightOut(Out):
    """One of the seven: green, or why not and where it is mended."""

    key: str
    name: str
    green: bool
    why: str
    href: str


class JobOut(Out):
    """The next operation of an order. ``ends_at`` is when the whole order would be finished if it began now, by the
    shift calendar; None where no shift is planned far enough."""

    order: str
    item: str
    item_name: str
    sequence: int
    operation: str
    work_center: str
    work_center_name: str
    due_at: datetime
    priority: int
    remaining: Decimal
    unit: str
    ends_at: datetime | None
    late: bool
    ready: bool
    lights: list[LightOut]


class ReadinessOut(Out):
    """The plant's next operations, the most urgent first, and how many of them could run now."""

    plant: str
    plant_id: UUID
    show: str
    work_center: str
    work_centers: list[tuple[str, str]]
    ready: int
    blocked: int
    jobs: list[JobOut]
