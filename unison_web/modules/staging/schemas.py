"""What is said when material is brought to a line, and what is shown."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar
from uuid import UUID

from msgspec import Meta

from unison_web.kit.web.structs import In, Out


class StageIn(In):
    """`code` is the lot, the serial number or, where nothing is tracked, the material that was taken; `location` where
    from, if it lies at several places. Without a quantity all that is wanted, or there."""

    example: ClassVar[dict[str, Any]] = {"code": "L-10001", "quantity": "12"}

    code: Annotated[str, Meta(min_length=1, max_length=400, title="What was taken")]
    quantity: Annotated[Decimal | None, Meta(title="Quantity")] = None
    location: Annotated[str, Meta(max_length=60, title="From")] = ""
    reason: Annotated[str, Meta(max_length=300, title="Why not the lot that goes first")] = ""


class PickOut(Out):
    """Where something is taken from: what expires or came first, first."""

    location: str
    lot: str
    expires_on: date | None
    quantity: Decimal
    there: bool


class NeedOut(Out):
    """A component of the order: how much it needs, took, has at the line, and what is still to be brought."""

    material_id: UUID
    material: str
    name: str
    unit: str
    operation: int
    place: str
    needed: Decimal
    taken: Decimal
    staged: Decimal
    open: Decimal
    short: Decimal
    picks: list[PickOut]


class StagingOut(Out):
    order_id: UUID
    order: str
    material: str
    name: str
    state: str
    due_at: datetime
    needs: list[NeedOut]

    @property
    def left(self) -> int:
        """How many components are still to be brought."""
        return sum(need.open > 0 for need in self.needs)


class StagingRow(Out):
    """An order that material is brought for. `kept` of its `components` have something at a line for it."""

    id: UUID
    number: str
    material: str
    name: str
    quantity: Decimal
    unit: str
    due_at: datetime
    state: str
    components: int
    kept: int
