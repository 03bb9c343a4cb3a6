"""What is said when somebody counts, and what is shown of it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar
from uuid import UUID

from msgspec import Meta

from unison_web.kit.web.structs import In, Out
from unison_web.modules.stock.schemas import Lot, Material, Place, Status


class CountIn(In, kw_only=True):
    example: ClassVar[dict[str, Any]] = {"material": "TU-1", "location": "Main store", "counted": "248"}

    material: Material
    lot: Lot = ""
    location: Place
    counted: Annotated[Decimal, Meta(title="Counted", description="In the material's own unit")]
    note: Annotated[str, Meta(max_length=500, title="Note")] = ""
    status: Status = "released"


class CountOut(Out):
    id: UUID
    created_at: datetime
    material_id: UUID
    number: str
    name: str
    location: str
    lot: str
    expected: Decimal
    counted: Decimal
    difference: Decimal
    unit: str
    state: str
    person: str
    note: str
