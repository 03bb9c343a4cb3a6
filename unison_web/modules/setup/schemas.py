"""What set-up shows."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from msgspec import Struct


class StepOut(Struct):
    key: str
    label: str
    why: str
    done: bool
    href: str
    action: str
    noun: str = ""


class FirstPart(Struct):
    """The report everything was for."""

    quantity: Decimal
    material: str
    who: str
    at: datetime
    order: str


class SetupOut(Struct):
    """``next`` is the first step that is still open; ``example`` the import of made-up records, while it is there."""

    steps: list[StepOut]
    done: int
    next: str = ""
    first: FirstPart | None = None
    example: str = ""
