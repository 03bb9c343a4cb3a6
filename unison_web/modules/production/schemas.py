"""What may be reported, and what the log shows."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from msgspec import Meta, field

from unison_web.kit.web.structs import In, Out

#: The instant of a touch. Without its zone nobody knows when that was.
Moment = Annotated[datetime, Meta(tz=True, title="When", extra_json_schema={"examples": ["2027-01-15T08:30:00Z"]})]


#: What counts, as it is said.
FATES = {"good": "Good", "scrap": "Scrap", "rework": "Rework", "hold": "Set aside"}
Counted = Annotated[Literal["good", "scrap", "rework", "hold"], Meta(title="What", extra_json_schema={"labels": FATES})]
ReasonCode = Annotated[
    str,
    Meta(
        max_length=60, title="Reason", description="The code of a scrap reason",
        extra_json_schema={"examples": ["burr"]},
    ),
]  # fmt: skip


class BesideIn(In):
    """How much of a co- or by-product came with the pieces. Without a quantity it is what the bill expects."""

    material: Annotated[str, Meta(max_length=60, title="Material", extra_json_schema={"examples": ["MS-0253"]})]
    quantity: Annotated[Decimal | None, Meta(title="Quantity", extra_json_schema={"examples": ["12"]})] = None


class ReportIn(In):
    """Good or bad pieces. Bad ones are scrapped, reworked or set aside (``hold``) and need a ``reason`` (a code);
    ``occurred_at`` is when it was touched. ``outputs`` is said at the last operation, where more or less came beside
    the pieces than the bill expects."""

    example: ClassVar[dict[str, Any]] = {"quantity": "1", "kind": "scrap", "reason": "burr", "note": "Inside edge"}

    quantity: Annotated[Decimal, Meta(title="Quantity", extra_json_schema={"examples": ["1"]})]
    kind: Counted = "good"
    reason: ReasonCode = ""
    note: Annotated[str, Meta(max_length=500, title="Note")] = ""
    occurred_at: Moment | None = None
    accept_over: Annotated[bool, Meta(title="Report more than ordered")] = False
    pallet: Annotated[bool, Meta(title="They stand on a pallet that gets a number")] = False
    outputs: Annotated[list[BesideIn], Meta(max_length=50, title="Came beside them")] = field(default_factory=list)


class StartIn(In):
    """``machine`` is a code; left out, the tablet's own machine or the work center's first free one."""

    example: ClassVar[dict[str, Any]] = {"machine": "WELD-1"}

    machine: Annotated[str, Meta(max_length=60, title="Machine")] = ""
    occurred_at: Moment | None = None


class StopIn(In):
    """``reason`` is the code of a stop reason."""

    example: ClassVar[dict[str, Any]] = {"reason": "material", "note": "Tubes are due at two"}

    reason: Annotated[
        str, Meta(min_length=1, max_length=60, title="Reason", extra_json_schema={"examples": ["material"]})
    ]
    note: Annotated[str, Meta(max_length=500, title="Note")] = ""
    occurred_at: Moment | None = None


class PauseIn(In):
    example: ClassVar[dict[str, Any]] = {"note": "Break"}

    note: Annotated[str, Meta(max_length=500, title="Note")] = ""
    occurred_at: Moment | None = None


class FinishIn(In):
    """``reason`` is needed when pieces are missing."""

    example: ClassVar[dict[str, Any]] = {"reason": "The rest was cancelled"}

    reason: Annotated[str, Meta(max_length=500, title="Reason")] = ""
    occurred_at: Moment | None = None


class UndoIn(In):
    occurred_at: Moment | None = None


class EntryOut(Out):
    """One row of the production log. ``media`` is the type of its file, a picture or a recording."""

    id: UUID
    kind: str
    quantity: Decimal
    order: str
    sequence: int
    operation: str
    operator: str
    machine: str
    reason: str
    note: str
    device: str
    occurred_at: datetime
    created_at: datetime
    reverses_id: UUID | None
    entered_by: str = ""
    correction_id: UUID | None = None
    component: str = ""
    lot: str = ""
    file_id: UUID | None = None
    media: str = ""
    reversed: bool = False


class OperationNow(Out):
    """An operation right after something was reported: what a tablet repaints."""

    id: UUID
    order: str
    sequence: int
    name: str
    state: str
    quantity: Decimal
    good: Decimal
    scrap: Decimal
    rework: Decimal
    held: Decimal
    arrived: Decimal
    order_state: str
    entry_id: UUID | None = None


class FindingIn(In):
    """What was found at a check: a number, words, one of the answers, or `yes` and `no` for in order or not."""

    example: ClassVar[dict[str, Any]] = {"said": "25.01"}

    said: Annotated[str, Meta(min_length=1, max_length=200, title="What you found")]
    note: Annotated[str, Meta(max_length=500, title="Note", description="Needed where it is not as it should be")] = ""
    occurred_at: Moment | None = None


class FindingOut(Out):
    """One result of a check. `passed` is whether it is as it should be."""

    id: UUID
    check_id: UUID
    order: str
    sequence: int
    operation: str
    step: int
    label: str
    kind: str
    said: str
    measured: Decimal | None
    unit: str
    limits: str
    passed: bool
    note: str
    operator: str
    machine: str
    occurred_at: datetime


class ReasonIn(In):
    example: ClassVar[dict[str, Any]] = {"kind": "scrap", "code": "burr", "name": "Burr", "icon": "slice"}

    kind: Annotated[Literal["scrap", "stop"], Meta(title="For")]
    code: Annotated[str, Meta(min_length=1, max_length=60, title="Code")]
    name: Annotated[str, Meta(min_length=1, max_length=120, title="Name")]
    icon: Annotated[str, Meta(max_length=60, title="Icon")] = "alert-triangle"
    planned: Annotated[bool, Meta(title="Planned")] = False
    failure: Annotated[bool, Meta(title="Breakdown of the machine")] = False
    parent: Annotated[str, Meta(max_length=60, title="A kind of", description="The code of the wider reason.")] = ""
    version: Annotated[int | None, Meta(description="The version that was read.")] = None


class ReasonOut(Out):
    id: UUID
    kind: str
    code: str
    name: str
    icon: str
    planned: bool
    failure: bool
    state: str
    version: int
    parent: str = ""
