"""What is said and shown when a machine is handed over to the next shift."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from unison_web.kit.web.structs import In, Out
from unison_web.modules.production.schemas import Moment


class FloorNote(In):
    """A note for the next shift, or, without one, that the notes were read; from a tablet's outbox."""

    note: Annotated[str, Meta(max_length=1000, title="Note")] = ""
    occurred_at: Moment | None = None
    device: str = ""
    seq: int = 0
    base_version: str = ""


class ShiftFacts(Struct):
    """What the house knows about a machine in this shift."""

    station: str
    station_name: str
    shift: str
    since: datetime
    good: Decimal = Decimal(0)
    scrap: Decimal = Decimal(0)
    rework: Decimal = Decimal(0)
    stops: int = 0
    open_job: str = ""


class ShiftNoteOut(Out):
    """What a shift told the next one, and who read it."""

    id: UUID
    machine: str
    shift: str
    since: datetime
    written_at: datetime
    writer: str
    good: Decimal
    scrap: Decimal
    rework: Decimal
    stops: int
    open_job: str
    note: str
    read_at: datetime | None
    reader: str


class ShiftNotesRead(Struct):
    """How many notes were read."""

    read: int
