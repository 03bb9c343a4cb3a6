"""What traces and recalls show, and what may be said about them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar
from uuid import UUID

from msgspec import Meta

from unison_web.kit.web.structs import In, Out

Why = Annotated[str, Meta(min_length=1, max_length=500, title="Reason", extra_json_schema={"kind": "textarea"})]


class RecallIn(In):
    """`code` is the number of a lot or an order."""

    example: ClassVar[dict[str, Any]] = {"code": "L-10001", "reason": "The supplier found cracks"}

    code: Annotated[str, Meta(min_length=1, max_length=80, title="Lot or order")]
    reason: Why


class WhyIn(In):
    example: ClassVar[dict[str, Any]] = {"reason": "All pieces were found"}

    reason: Why


class NodeOut(Out):
    """A lot, an order or a customer."""

    kind: str
    id: UUID
    label: str
    name: str
    unit: str
    on_hand: Decimal
    held: bool
    href: str


class StepOut(Out):
    """A node as it is reached from `parent`, and how much went that way. `more` says that it leads on."""

    parent: UUID
    kind: str
    id: UUID
    how: str
    label: str
    name: str
    unit: str
    quantity: Decimal
    document: str
    on_hand: Decimal
    held: bool
    href: str
    more: bool


class BranchOut(Out):
    """What is next to a node in one direction, to the depth that was asked for."""

    root: UUID
    direction: str
    steps: list[StepOut]


class CountedOut(Out):
    """How much there is altogether in one direction."""

    lots: int
    orders: int
    customers: int
    on_hand: int


class TraceOut(Out):
    """Both trees of what was asked. Without a `node` nothing was found, and `nearest` looks like it."""

    code: str
    node: NodeOut | None = None
    nearest: list[str] = []
    up: BranchOut | None = None
    down: BranchOut | None = None
    above: CountedOut | None = None
    below: CountedOut | None = None
    milliseconds: int = 0


class RecallRow(Out):
    id: UUID
    number: str
    source: str
    reason: str
    state: str
    person: str
    created_at: datetime


class AffectedOut(Out):
    """A lot that is reached. `stopped` says that this recall holds it."""

    lot_id: UUID
    label: str
    name: str
    unit: str
    on_hand: Decimal
    held: bool
    stopped: bool


class CustomerOut(Out):
    number: str
    name: str
    email: str
    lot: str
    quantity: Decimal
    document: str


class RecallOut(Out):
    id: UUID
    number: str
    source_kind: str
    source: str
    reason: str
    state: str
    outcome: str
    person: str
    created_at: datetime
    held_at: datetime | None
    notified_at: datetime | None
    closed_at: datetime | None
    lots: list[AffectedOut] = []
    customers: list[CustomerOut] = []
    orders: list[str] = []
    verbs: list[str] = []


class BrokenOut(Out):
    """Where a trace ends although something went in."""

    order: str
    material: str
    quantity: str


class DrillRow(Out):
    id: UUID
    created_at: datetime
    lot: str
    material: str
    milliseconds: int
    reached: int
    customers: int
    person: str


class DrillOut(Out):
    id: UUID
    created_at: datetime
    lot_id: UUID
    lot: str
    material: str
    unit: str
    milliseconds: int
    sources: int
    reached: int
    customers: int
    came_in: Decimal
    used: Decimal
    shipped: Decimal
    on_hand: Decimal
    unaccounted: Decimal
    share: Decimal
    person: str
    broken: list[BrokenOut] = []
