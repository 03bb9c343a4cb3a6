"""What the stock list shows."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from unison_web.kit.web.structs import Out


class StockOut(Out):
    id: UUID
    material_id: UUID
    number: str
    name: str
    location: str
    shelf: str
    bin: str
    quantity: Decimal
    unit: str
