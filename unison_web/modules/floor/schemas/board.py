"""What the board shows, and where a demo tablet may stand."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from msgspec import Struct

from unison_web.kit.web.structs import In


class Tile(Struct):
    """A machine on the board: always in this order, machine, state, item, order, big number, bar, person."""

    code: str
    name: str
    state: str
    href: str
    item: str = ""
    order: str = ""
    big: str = ""
    of: str = ""
    value: Decimal = Decimal(0)
    total: Decimal = Decimal(0)
    who: str = ""
    why: str = ""
    note: str = ""
    since: datetime | None = None


class Board(Struct):
    """A plant at a glance."""

    plant: str
    plant_id: UUID
    tiles: list[Tile]
    running: int
    need_you: int
    good_today: Decimal
    planned_today: Decimal
    handed_over: int = 0


class DemoTabletIn(In):
    machine_id: UUID


class DemoPlace(Struct):
    """A machine a demo tablet may stand at."""

    organization_id: UUID
    company: str
    machine_id: UUID
    machine: str
    name: str


class DemoTablets(Struct):
    places: list[DemoPlace]
