"""What may be said about engineering changes, and what may be seen."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar
from uuid import UUID

from msgspec import Meta

from unison_web.kit.web.structs import In, Out
from unison_web.modules.bom.depth import DifferenceOut


class ChangeIn(In):
    """What should change and why. The revisions it brings are added one by one."""

    example: ClassVar[dict[str, Any]] = {
        "title": "Sealed bearings in all road hubs", "reason": "Water in the bearings of 14 returned wheels",
    }  # fmt: skip

    title: Annotated[str, Meta(min_length=1, max_length=160)]
    reason: Annotated[str, Meta(max_length=2000, extra_json_schema={"kind": "textarea"})] = ""


class ChangedBillIn(In):
    """A draft or reviewed bill, by material and revision; it replaces what is released of that material."""

    example: ClassVar[dict[str, Any]] = {"material": "HB-R720", "revision": "B"}

    material: Annotated[
        str,
        Meta(
            min_length=1,
            max_length=60,
            extra_json_schema={"kind": "combobox", "options_url": "/materials/options?made=true"},
        ),
    ]
    revision: Annotated[str, Meta(min_length=1, max_length=20, description="A revision that is a draft.")]


class RejectIn(In):
    example: ClassVar[dict[str, Any]] = {"reason": "The new bearing has no second supplier"}

    reason: Annotated[str, Meta(max_length=500, extra_json_schema={"kind": "textarea"})] = ""


class ChangeRow(Out):
    """A change in the list."""

    id: UUID
    number: str
    title: str
    state: str
    made_by: str
    approved_by: str
    released_at: datetime | None


class ChangedBillOut(Out):
    """One bill: what becomes what, and what is different in words."""

    id: UUID
    bom_id: UUID
    old_bom_id: UUID | None
    material_id: UUID
    material: str
    material_name: str
    old_revision: str
    revision: str
    state: str
    differences: list[DifferenceOut]


class TouchedOrder(Out):
    number: str
    material: str
    quantity: Decimal
    unit: str
    due_at: datetime
    state: str
    bom_revision: str


class TouchedStock(Out):
    material_id: UUID
    number: str
    name: str
    quantity: Decimal
    unit: str


class TouchedProduct(Out):
    material_id: UUID
    number: str
    name: str


class ChangeOut(Out):
    id: UUID
    number: str
    title: str
    reason: str
    state: str
    state_reason: str
    made_by: str
    approved_by: str
    released_at: datetime | None
    version: int
    bills: list[ChangedBillOut]
    orders: list[TouchedOrder]
    stock: list[TouchedStock]
    products: list[TouchedProduct]
    verbs: list[str]
    notice: str = ""
