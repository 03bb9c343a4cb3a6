"""What machines and people may say about time, and what is seen of it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from msgspec import Meta

from unison_web.kit.web.structs import In, Out
from unison_web.modules.machines.schemas import State
from unison_web.modules.production.schemas import Moment


class SignalIn(In):
    """One message of a machine: a state it is in since a moment, or what one of its counters shows then."""

    state: State | None = None
    reading: Annotated[Decimal | None, Meta(description="What the counter shows, not how many were added.")] = None
    counter: Annotated[Literal["good", "reject"], Meta(description="Which counter shows it.")] = "good"
    wraps_at: Annotated[
        Decimal | None, Meta(description="The number at which the counter begins again at zero: 10000 for four digits.")
    ] = None
    at: Moment | None = None
    message: Annotated[
        str, Meta(max_length=100, description="Your own key of this message. The same key counts once, however often.")
    ] = ""


class SignalsIn(In):
    example: ClassVar[dict[str, Any]] = {
        "signals": [{"state": "running", "message": "plc7-000181"}, {"reading": "9998", "wraps_at": "10000"}]
    }

    signals: Annotated[list[SignalIn], Meta(min_length=1, max_length=1000)]


class SignalsOut(Out):
    machine_id: UUID
    machine: str
    state: str
    taken: int
    known: int


class CountedOut(Out):
    good: Decimal
    reject: Decimal


class ExplainIn(In):
    """Why the machine stood. ``why`` is why another reason is given than before."""

    example: ClassVar[dict[str, Any]] = {"reason": "material", "note": "No blanks from the saw"}

    reason: Annotated[str, Meta(min_length=1, max_length=60, title="Reason")]
    note: Annotated[str, Meta(max_length=200, title="Note")] = ""
    why: Annotated[str, Meta(max_length=200, title="Why it is changed")] = ""


class SplitIn(In):
    """The moment is in plant time where no zone is said."""

    example: ClassVar[dict[str, Any]] = {"at": "2026-03-02T09:40:00"}

    at: Annotated[datetime, Meta(title="Cut at")]


class ExplanationOut(Out):
    reason: str
    note: str
    why: str
    said_name: str
    created_at: datetime


class StayOut(Out):
    """A machine in one state, from an instant up to another; None goes on. ``minutes`` up to now."""

    id: UUID
    machine_id: UUID
    machine: str
    machine_name: str
    work_center: str
    starts_at: datetime
    ends_at: datetime | None
    minutes: Decimal
    state: str
    reason: str
    reason_code: str
    planned: bool
    failure: bool
    note: str
    source: str
    order: str
    cost: Decimal
    currency: str


class Choice(Out):
    code: str
    name: str
    icon: str
    within: str = ""


class StopOut(StayOut):
    """A stop with every reason it ever had, what it can be, and what it mostly is at this machine."""

    history: list[ExplanationOut] = []
    suggested: list[Choice] = []
    reasons: list[Choice] = []
    splittable: str = ""
    mergeable: bool = False
    short: bool = False


class PieceOut(Out):
    """A stretch of one element of ISO 22400, and what the machine did then."""

    starts_at: datetime
    ends_at: datetime
    minutes: Decimal
    element: str
    state: str
    reason: str
    note: str
    order: str
    source: str
    stay_id: UUID | None


class ElementOut(Out):
    element: str
    minutes: Decimal


class MinutesOut(Out):
    """Where the time of a machine went. The minutes of the elements add up to ``calendar_minutes``."""

    machine_id: UUID
    machine: str
    machine_name: str
    starts_at: datetime
    ends_at: datetime
    calendar_minutes: Decimal
    elements: list[ElementOut]
    pieces: list[PieceOut]
    good: Decimal
    scrap: Decimal
    counter: CountedOut
    day: str = ""
    before: str = ""
    after: str = ""
