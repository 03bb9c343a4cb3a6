"""What may be said to work orders, and what they show."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar
from uuid import UUID

from msgspec import UNSET, Meta, Struct

from unison_web.kit.web.structs import Custom, In, Out

Reason = Annotated[str, Meta(max_length=500, title="Reason", extra_json_schema={"kind": "textarea"})]
Material = Annotated[
    str,
    Meta(
        min_length=1, max_length=80, title="Material", description="Its number",
        extra_json_schema={"kind": "combobox", "options_url": "/materials/options", "examples": ["BK-R93R-62"]},
    ),
]  # fmt: skip


class WorkOrderIn(In):
    """A new order. ``material`` is a number or an id; ``due_at`` without a zone is plant time."""

    extends = "work-orders"
    example: ClassVar[dict[str, Any]] = {
        "material": "FR-T98U-54",
        "quantity": "60",
        "due_at": "2027-01-15T16:00:00",
        "priority": 2,
        "customer": "SO-43685",
    }

    material: Material
    quantity: Annotated[
        Decimal,
        Meta(title="Quantity", description="In the material's own unit", extra_json_schema={"examples": ["10"]}),
    ]
    due_at: Annotated[
        datetime, Meta(title="Due", description="Plant time", extra_json_schema={"examples": ["2027-01-15T16:00:00"]})
    ]
    priority: Annotated[int, Meta(ge=1, le=5, title="Priority", description="1 is the most urgent, 5 the least")] = 3
    customer: Annotated[str, Meta(max_length=120, title="For")] = ""
    note: Annotated[str, Meta(max_length=1000, title="Note", extra_json_schema={"kind": "textarea"})] = ""
    starts_on: Annotated[
        date | None,
        Meta(
            title="Starts on",
            description="The bill of materials of this day counts. Left out: as many days before it is due as it takes",
        ),
    ] = None
    custom: Custom = UNSET
    plant_id: UUID | None = None


class WorkOrderEdit(In):
    """What may still change. Fields that are left out stay as they are."""

    extends = "work-orders"
    example: ClassVar[dict[str, Any]] = {
        "due_at": "2027-01-18T16:00:00",
        "priority": 1,
        "customer": "SO-43685",
        "version": 1,
    }

    quantity: Annotated[Decimal, Meta(title="Quantity")] | None = None
    due_at: Annotated[datetime, Meta(title="Due", description="Plant time")] | None = None
    priority: Annotated[int, Meta(ge=1, le=5, title="Priority")] | None = None
    customer: Annotated[str, Meta(max_length=120, title="For")] | None = None
    note: Annotated[str, Meta(max_length=1000, title="Note", extra_json_schema={"kind": "textarea"})] | None = None
    custom: Custom = UNSET
    version: int | None = None


class ReleaseIn(In):
    """``accept_shortage`` releases although material is short; everybody sees that you did."""

    example: ClassVar[dict[str, Any]] = {"accept_shortage": True}

    accept_shortage: Annotated[bool, Meta(title="Release although material is short")] = False


class ReasonIn(In):
    example: ClassVar[dict[str, Any]] = {"reason": "The customer changed the colour"}

    reason: Reason = ""


class SubstitutionIn(In):
    """``component`` is the number of an approved alternate, or of what the bill says."""

    example: ClassVar[dict[str, Any]] = {"component": "SD-2342", "reason": "The usual one comes on Friday"}

    component: Annotated[str, Meta(min_length=1, max_length=80, title="Take instead")]
    reason: Annotated[str, Meta(min_length=1, max_length=500, title="Reason", extra_json_schema={"kind": "textarea"})]


class WorkOrderRow(Out):
    """An order in a list."""

    id: UUID
    number: str
    material_id: UUID
    material: str
    material_number: str
    quantity: Decimal
    unit: str
    good: Decimal
    scrap: Decimal
    due_at: datetime
    priority: int
    state: str
    late: bool
    customer: str
    custom: dict[str, Any] = {}
    at: str = ""


class OperationOut(Out):
    id: UUID
    sequence: int
    name: str
    work_center: str
    work_center_name: str
    machine: str
    state: str
    state_reason: str
    quantity: Decimal
    good: Decimal
    scrap: Decimal
    rework: Decimal
    held: Decimal
    arrived: Decimal
    setup_minutes: Decimal
    run_minutes: Decimal
    usual_quantity: int
    pallet_quantity: int
    started_at: datetime | None
    finished_at: datetime | None
    steps: list[dict[str, Any]] = []
    skills: list[str] = []


class AlternateOut(Out):
    """What was approved to take a component's place, and how much of it."""

    number: str
    name: str
    needed: Decimal
    unit: str


class RequirementOut(Out):
    """A component. ``used`` says that its operation is finished, so nothing of it is needed any more; ``warning`` that
    it is running out or out of use."""

    position: int
    component_id: UUID
    number: str
    name: str
    operation: int | None
    needed: Decimal
    on_hand: Decimal
    free: Decimal
    missing: Decimal
    unit: str
    used: bool = False
    alternates: list[AlternateOut] = []
    cost: Decimal = Decimal(0)
    currency: str = ""
    replaced: str = ""
    warning: str = ""


class OrderOutput(Out):
    """What the order brings beside its material. ``kind`` is ``co`` or ``by``, ``cost_share`` in percent; ``brought``
    is what has come into stock so far."""

    position: int
    material_id: UUID
    number: str
    name: str
    kind: str
    expected: Decimal
    brought: Decimal
    unit: str
    cost_share: Decimal


class WorkOrderOut(Out):
    """One order with everything frozen on it, and what may be done with it now by the person asking."""

    id: UUID
    number: str
    version: int
    plant_id: UUID
    material_id: UUID
    material: str
    material_number: str
    drawing: str
    quantity: Decimal
    unit: str
    good: Decimal
    scrap: Decimal
    tolerance: Decimal
    most: Decimal
    due_at: datetime
    priority: int
    state: str
    state_reason: str
    late: bool
    customer: str
    note: str
    bom_revision: str
    routing_revision: str
    routing_derived: bool
    created_at: datetime
    released_at: datetime | None
    started_at: datetime | None
    completed_at: datetime | None
    closed_at: datetime | None
    custom: dict[str, Any] = {}
    operations: list[OperationOut] = []
    materials: list[RequirementOut] = []
    outputs: list[OrderOutput] = []
    actions: list[str] = []


class ChoiceOut(Out):
    """What may be taken for a requirement: how much of it, how much is free, and what it costs."""

    number: str
    name: str
    needed: Decimal
    unit: str
    free: Decimal
    cost: Decimal
    currency: str


class SubstitutionOut(Out):
    """A requirement of an order, and the approved alternates of the day the order starts, the first choice first."""

    order: WorkOrderOut
    requirement: RequirementOut
    choices: list[ChoiceOut]


class Move(Struct):
    """What the form of a verb is about."""

    verb: str
    order: WorkOrderOut
