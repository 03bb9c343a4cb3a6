"""What may be said about docks, and what their board shows."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, ClassVar
from uuid import UUID

from msgspec import Meta

from unison_web.kit.web.structs import In, Out


class DockIn(In):
    example: ClassVar[dict[str, Any]] = {"code": "D1", "name": "Dock 1, lorries"}

    code: Annotated[str, Meta(min_length=1, max_length=40, title="Code")]
    name: Annotated[str, Meta(min_length=1, max_length=120, title="Name")]
    plant: Annotated[str, Meta(max_length=40, title="Plant", description="Its code")] = ""
    version: int | None = None


class DockArchiveIn(In):
    example: ClassVar[dict[str, Any]] = {"archived": True}

    archived: Annotated[bool, Meta(title="Archived")] = True


class DockOut(Out):
    id: UUID
    code: str
    name: str
    plant: str
    state: str
    version: int


class BoardCard(Out):
    """A shipment on the board."""

    id: UUID
    number: str
    customer: str
    carrier: str
    state: str
    since: datetime | None
    minutes: int
    picked: int
    picks: int
    stopped: bool
    late: bool


class BoardRow(Out):
    """An hour of the day, and what begins in it at each dock, in the order of the docks."""

    hour: int
    now: bool
    cells: list[list[BoardCard]]

    @property
    def busy(self) -> bool:
        return any(self.cells)


class DockBoard(Out):
    """The docks of a plant on one day. `waiting` has no dock yet."""

    plant_id: UUID
    plant: str
    day: date
    today: date
    docks: list[DockOut]
    rows: list[BoardRow]
    waiting: list[BoardCard]
