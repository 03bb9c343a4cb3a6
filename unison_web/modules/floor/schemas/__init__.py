"""What the floor shows and what may be touched."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar
from uuid import UUID

from msgspec import Meta, Struct

from unison_web.kit.web.structs import In, Out
from unison_web.modules.floor.schemas.notes import ShiftNoteOut
from unison_web.modules.floor.schemas.seen import BesideSeen as BesideSeen
from unison_web.modules.floor.schemas.seen import CounterSeen as CounterSeen
from unison_web.modules.floor.schemas.seen import Recent as Recent
from unison_web.modules.production.schemas import FindingIn, FindingOut, Moment, ReasonOut, ReportIn
from unison_web.modules.production.schemas_counting import CounterIn, EntryIn, MediaIn


class EnrolIn(In):
    code: Annotated[str, Meta(min_length=4, max_length=20, title="Code", description="From Set up, Tablets")]


class BadgeIn(In):
    """``badge`` is what the reader types. ``pin`` is asked for where the badge has one."""

    badge: Annotated[str, Meta(min_length=1, max_length=60, title="Badge")]
    pin: Annotated[
        str, Meta(max_length=6, title="PIN", extra_json_schema={"kind": "password", "inputmode": "numeric"})
    ] = ""


class ActAsIn(In):
    """``next`` is the page of the floor to come back to."""

    session_id: UUID
    next: Annotated[str, Meta(max_length=200)] = ""


class TabletIn(In):
    example: ClassVar[dict[str, Any]] = {"name": "Welding, left", "machine": "WELD-1"}

    name: Annotated[
        str,
        Meta(
            min_length=1, max_length=80, title="Name", description="What people call the tablet, for example Welding 1"
        ),
    ]
    machine: Annotated[
        str,
        Meta(
            min_length=1,
            max_length=60,
            title="Machine",
            description="Where it stands",
            extra_json_schema={"kind": "select"},
        ),
    ]


class TabletOut(Out):
    """A tablet. ``code`` and ``enrol_url`` are shown once, right after it was made."""

    id: UUID
    name: str
    state: str
    machine: str
    machine_name: str
    code: str = ""
    enrol_url: str = ""
    qr: str = ""
    code_expires_at: datetime | None = None


class FloorReport(ReportIn):
    """A report from a tablet's outbox: when, where and in which order it was touched."""

    device: str = ""
    seq: int = 0
    base_version: str = ""


class FloorTouch(In):
    """Start, pause, stop and finish from a tablet. ``reason`` is a code, or a sentence where one is asked for."""

    reason: Annotated[str, Meta(max_length=500)] = ""
    note: Annotated[str, Meta(max_length=500)] = ""
    machine: Annotated[str, Meta(max_length=60)] = ""
    occurred_at: Moment | None = None
    device: str = ""
    seq: int = 0
    base_version: str = ""


class FloorFinding(FindingIn):
    """What was found at a check, from a tablet's outbox."""

    device: str = ""
    seq: int = 0
    base_version: str = ""


class FloorCounter(CounterIn):
    """What the machine's counter shows, from a tablet's outbox."""

    device: str = ""
    seq: int = 0
    base_version: str = ""


class FloorEntry(EntryIn):
    """A note or a component that went in, from a tablet's outbox."""

    device: str = ""
    seq: int = 0
    base_version: str = ""


class FloorMedia(MediaIn):
    """A photo or a voice note, from a tablet's outbox."""

    device: str = ""
    seq: int = 0
    base_version: str = ""


class FloorUndo(In):
    """``key`` is the key of the touch to take back, as the tablet made it, or the id of the entry it became."""

    key: Annotated[str, Meta(min_length=1, max_length=200)]
    quantity: Decimal = Decimal(1)
    kind: str = ""
    occurred_at: Moment | None = None
    device: str = ""
    seq: int = 0
    base_version: str = ""


class HandoverIn(In):
    """A refused touch: where it was sent, what the server said, and all of it as it was touched."""

    key: Annotated[str, Meta(min_length=1, max_length=200)]
    to: Annotated[str, Meta(min_length=1, max_length=500)]
    label: Annotated[str, Meta(max_length=200)] = ""
    words: Annotated[str, Meta(max_length=1000)] = ""
    body: dict[str, Any] = {}
    occurred_at: Moment | None = None
    device: str = ""
    seq: int = 0
    base_version: str = ""


class HandoverOut(Out):
    """What a tablet gave to the supervisor, and what became of it."""

    id: UUID
    label: str
    refusal: str
    person: str
    device: str
    order: str
    operation: str
    occurred_at: datetime
    created_at: datetime
    state: str
    note: str
    settled_by: str
    settled_at: datetime | None
    body: dict[str, Any] = {}


class SettleIn(In):
    example: ClassVar[dict[str, Any]] = {"note": "Counted again with Ana: 12 is right"}

    note: Annotated[
        str, Meta(min_length=3, max_length=500, title="What was done about it", extra_json_schema={"kind": "textarea"})
    ]


class PersonHere(Struct):
    """Somebody signed in at this tablet. ``actor_token`` is what their touches are sent under."""

    session_id: UUID
    user_id: UUID
    name: str
    actor_token: str
    acting: bool
    since: datetime


class Welcome(Struct):
    """The badge screen, or, on a tablet nobody knows yet, the enrolment screen."""

    enrolled: bool
    device: str = ""
    station: str = ""
    station_name: str = ""
    plant: str = ""
    people: list[PersonHere] = []
    next: str = "/floor/station"


class Card(Out):
    """An operation in the queue of a station."""

    id: UUID
    order: str
    order_id: UUID
    sequence: int
    name: str
    material: str
    material_number: str
    drawing: str
    state: str
    order_state: str
    quantity: Decimal
    good: Decimal
    scrap: Decimal
    rework: Decimal
    held: Decimal
    arrived: Decimal
    due_at: datetime
    late: bool
    priority: int
    machine: str
    state_reason: str = ""
    blocked: str = ""
    serial: bool = False


class Queue(Struct):
    """What a station runs now, next and later. ``precache`` are the pages it keeps for when there is no network."""

    station: str
    station_name: str
    work_center: str
    machine_state: str
    plant_id: UUID
    people: list[PersonHere]
    now: list[Card]
    next: list[Card]
    later: list[Card]
    precache: list[str] = []
    handed: list[ShiftNoteOut] = []


class Job(Struct):
    """The screen people live in."""

    card: Card
    station: str
    people: list[PersonHere]
    steps: list[dict[str, Any]]
    usual: int
    remaining: Decimal
    rate: Decimal | None
    standard: Decimal | None
    done_at: datetime | None
    may_finish: bool
    work_center: str
    scrap_reasons: list[ReasonOut] = []
    stop_reasons: list[ReasonOut] = []
    quick: list[int] = []
    recent: Recent | None = None
    stopped_at: datetime | None = None
    counted: list[str] = []
    facts: list[tuple[str, str]] = []
    version: int = 1
    found: dict[str, FindingOut] = {}
    asked: dict[str, Any] = {}
    pallet: int = 0
    most: Decimal = Decimal(0)
    on_job: list[str] = []
    i_am_on: bool = False
    counter: CounterSeen | None = None
    components: list[tuple[str, str]] = []
    outputs: list[BesideSeen] = []

    @property
    def is_met(self) -> bool:
        """Nothing is left to work on here: what is not good is bad."""
        return self.card.good + self.card.scrap + self.card.held >= self.card.quantity

    @property
    def path(self) -> str:
        return f"/floor/operations/{self.card.id}"
