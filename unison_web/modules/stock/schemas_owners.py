"""What lies here and belongs to suppliers, what of it was used, and what becomes ours."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar
from uuid import UUID

from msgspec import Meta

from unison_web.kit.web.structs import In, Out
from unison_web.modules.stock.schemas import Lot, Material, Partner, Place, Quantity


class TakeOverIn(In, kw_only=True):
    """Stock of a supplier that becomes ours where it lies, without being used."""

    example: ClassVar[dict[str, Any]] = {"material": "TU-1", "quantity": "20", "location": "Main store",
                                         "supplier": "P-1002"}  # fmt: skip

    material: Material
    lot: Lot = ""
    quantity: Quantity
    location: Place
    supplier: Annotated[str, Meta(min_length=1, max_length=80, title="Supplier", extra_json_schema=Partner)]


class ConsignedOut(Out):
    """A material of a supplier: what lies here, and what was used or taken over in the month."""

    supplier_id: UUID
    supplier: str
    supplier_number: str
    material_id: UUID
    number: str
    name: str
    unit: str
    lies: Decimal
    used: Decimal
    taken_over: Decimal


class ConsignmentOut(Out):
    """The report of a month, for every supplier whose stock lies or lay here."""

    month: str
    first_day: date
    last_day: date
    before: str
    after: str
    items: list[ConsignedOut]
