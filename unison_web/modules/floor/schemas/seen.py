"""Small parts of the job screen."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from msgspec import Struct


class Recent(Struct):
    """The last thing this person reported here, as long as it can be undone."""

    entry_id: UUID
    kind: str
    quantity: Decimal
    at: datetime
    until: datetime


class CounterSeen(Struct):
    """What the machine's counter showed last, and whether it was read for this operation."""

    reading: Decimal
    top: Decimal
    at: datetime
    here: bool


class BesideSeen(Struct):
    """What comes beside the pieces: its number, its name, how much with each piece."""

    number: str
    name: str
    per: Decimal
    unit: str
