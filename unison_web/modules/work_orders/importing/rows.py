"""One row: an order."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from msgspec import Meta

from unison_web.kit.importing.rows import Code
from unison_web.kit.web.structs import In


class WorkOrderRow(In):
    """With ``completed`` it is history: what was made is counted, nothing is left to do."""

    material: Code
    quantity: Decimal
    due: datetime
    number: Annotated[str, Meta(max_length=60)] = ""
    plant: str = ""
    priority: Annotated[int, Meta(ge=1, le=5)] = 3
    customer: Annotated[str, Meta(max_length=120)] = ""
    note: Annotated[str, Meta(max_length=1000)] = ""
    good: Decimal = Decimal(0)
    scrap: Decimal = Decimal(0)
    completed: date | None = None
