"""What may be said to connections and tags, what programs send, and what is seen. A password is never shown again."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar
from uuid import UUID

from msgspec import Meta, Struct

from unison_web.kit.web.structs import In, Out
from unison_web.modules.signals.rules import MOST_ROWS, Kind, Road
from unison_web.modules.signals.words import KIND_LABELS, ROAD_LABELS

Said = bool | int | float | Annotated[str, Meta(max_length=400)] | None
Words = Annotated[str, Meta(max_length=300)]


class ConnectionIn(In):
    example: ClassVar[dict[str, Any]] = {"name": "Press shop", "kind": "mqtt", "address": "mqtt://192.168.10.5:1883",
                                         "topics": "plant/press/#"}  # fmt: skip

    name: Annotated[str, Meta(min_length=1, max_length=80, title="Name")]
    kind: Annotated[Road, Meta(title="Kind", extra_json_schema={"labels": ROAD_LABELS})] = "http"
    plant: Annotated[str, Meta(max_length=60, title="Plant")] = ""
    address: Annotated[
        str, Meta(max_length=300, title="Address", description="Empty where programs send by themselves.")
    ] = ""
    topics: Annotated[
        str,
        Meta(
            max_length=4000, title="What to listen to",
            description="One on each line: topics of MQTT, groups of Sparkplug, node ids of OPC UA, or a device of "
            "MTConnect. Empty means everything; plain MQTT needs at least one.",
            extra_json_schema={"kind": "textarea"},
        ),
    ] = ""  # fmt: skip
    user_name: Annotated[str, Meta(max_length=200, title="User name")] = ""
    secret: Annotated[
        str,
        Meta(
            max_length=500, title="Password",
            description="Kept encrypted and never shown again. Empty leaves the one that is there.",
            extra_json_schema={"kind": "password", "autocomplete": "off"},
        ),
    ] = ""  # fmt: skip
    tls: Annotated[bool, Meta(title="Encrypted (TLS)")] = False
    silence_seconds: Annotated[
        int,
        Meta(
            ge=0, le=86400, title="No data after",
            description="When nothing was heard for so long, its machines show “No data”. 0 for never.",
            extra_json_schema={"unit": "seconds"},
        ),
    ] = 300  # fmt: skip
    version: Annotated[int | None, Meta(description="The version that was read.")] = None


class SwitchIn(In):
    example: ClassVar[dict[str, Any]] = {"enabled": True}

    enabled: bool = True


class RowIn(Struct, forbid_unknown_fields=True):
    """One value. Without ``at`` it is of the moment in which it is taken; null is “no data”."""

    tag: Annotated[str, Meta(min_length=1, max_length=300)]
    value: Said
    at: Annotated[datetime, Meta(tz=True)] | None = None


class BatchIn(In):
    """What a program sends at once. The same ``message`` of a connection counts once, however often it comes."""

    example: ClassVar[dict[str, Any]] = {
        "connection": "Press shop", "message": "plc7-000181",
        "rows": [{"tag": "press1/state", "value": 1, "at": "2027-01-15T08:30:00Z"},
                 {"tag": "press1/temperature", "value": 61.5, "at": "2027-01-15T08:30:00Z"}],
    }  # fmt: skip

    connection: Annotated[str, Meta(min_length=1, max_length=80, description="Its name in the plant, or its id.")]
    rows: Annotated[list[RowIn], Meta(min_length=1, max_length=MOST_ROWS)]
    message: Annotated[
        str, Meta(max_length=100, description="Your own key or sequence number of this batch, so that it counts once.")
    ] = ""

    def __post_init__(self) -> None:
        """Ten thousand rows have been bounded by their types already; only texts are left to look at."""
        texts = {self.connection, self.message, *(row.tag for row in self.rows)}
        texts |= {row.value for row in self.rows if type(row.value) is str}
        if any("\x00" in one for one in texts):
            raise ValueError("rows: NUL")


class FaultOut(Out):
    row: int
    tag: str
    why: str


class TakenOut(Out):
    """``late`` rows are older than what was known of their tag; they count among the taken. ``unmapped`` ones mean
    nothing yet: only their newest values are kept. ``again`` is a message that came before; nothing was taken now."""

    connection_id: UUID
    rows: int
    taken: int
    repeated: int
    late: int
    unmapped: int
    refused: int
    again: bool
    faults: list[FaultOut]


class ConnectionOut(Out):
    id: UUID
    name: str
    kind: str
    plant: str
    address: str
    topics: str
    user_name: str
    tls: bool
    enabled: bool
    silence_seconds: int
    version: int
    state: str
    since: datetime | None
    heard_at: datetime | None
    message_at: datetime | None
    error: str
    error_at: datetime | None
    taken: int
    repeated: int
    late: int
    refused: int
    has_secret: bool = False
    tags: int = 0
    mapped: int = 0


class ConnectionRow(Out):
    id: UUID
    name: str
    kind: str
    plant: str
    address: str
    state: str
    message_at: datetime | None
    error: str
    taken: int


class TestedOut(Out):
    """Whether it answers as it should, in words."""

    name: str
    connection_id: UUID
    works: bool
    words: str
    seconds: Decimal


class MappingIn(In):
    """What a tag means. For states, which values mean which, apart with commas."""

    example: ClassVar[dict[str, Any]] = {"machine": "PRESS-1", "kind": "state", "running": "1, ACTIVE", "idle": "0"}

    machine: Annotated[str, Meta(min_length=1, max_length=60, title="Machine")]
    kind: Annotated[Kind, Meta(title="What it says", extra_json_schema={"labels": KIND_LABELS})]
    label: Annotated[str, Meta(max_length=100, title="How it is called")] = ""
    unit: Annotated[str, Meta(max_length=20, title="Unit")] = ""
    factor: Annotated[Decimal, Meta(title="Times")] = Decimal(1)
    shift: Annotated[Decimal, Meta(title="Plus")] = Decimal(0)
    wraps_at: Annotated[
        Decimal | None,
        Meta(
            title="Begins again at", description="The number at which a counter is zero again: 10000 for four digits."
        ),
    ] = None
    running: Annotated[Words, Meta(title="Running")] = ""
    idle: Annotated[Words, Meta(title="Idle")] = ""
    setup: Annotated[Words, Meta(title="Setup")] = ""
    planned_stop: Annotated[Words, Meta(title="Planned stop")] = ""
    unplanned_stop: Annotated[Words, Meta(title="Stopped")] = ""
    maintenance: Annotated[Words, Meta(title="Maintenance")] = ""
    offline: Annotated[Words, Meta(title="Offline")] = ""
    unknown: Annotated[Words, Meta(title="No data")] = ""


class IgnoreIn(In):
    example: ClassVar[dict[str, Any]] = {"ignored": True}

    ignored: bool = True


class ReadOut(Out):
    """One of the last values, and what it means."""

    at: datetime
    said: str
    means: str = ""
    good: bool = True


class TagRow(Out):
    id: UUID
    name: str
    label: str
    connection: str
    machine_id: UUID | None
    machine: str
    kind: str
    said: str | None
    unit: str
    at: datetime | None
    ignored: bool


class TagOut(Out):
    id: UUID
    name: str
    label: str
    connection_id: UUID
    connection: str
    plant: str
    machine_id: UUID | None
    machine: str
    kind: str
    unit: str
    factor: Decimal
    shift: Decimal
    wraps_at: Decimal | None
    words: dict[str, str]
    ignored: bool
    version: int
    at: datetime | None = None
    said: str = ""
    means: str = ""
    recent: list[ReadOut] = []


class PreviewOut(Out):
    """What the last values would mean; nothing is kept."""

    tag_id: UUID
    name: str
    reads: list[ReadOut]
    said: dict[str, str]


class PointOut(Out):
    at: datetime
    value: float
    low: float
    high: float
    n: int


class CurveOut(Out):
    """A tag over time. ``step`` is how long a point stands for, in minutes; 0 where every value is one."""

    tag_id: UUID
    name: str
    label: str
    unit: str
    kind: str
    machine_id: UUID | None
    machine: str
    starts_at: datetime
    ends_at: datetime
    span: str
    step: int
    points: list[PointOut]
    n: int = 0
    low: float = 0
    high: float = 0
    mean: float = 0
    total: float = 0


class HeardOut(Out):
    """A tag on the page of its machine."""

    id: UUID
    name: str
    kind: str
    said: str
    means: str
    at: datetime | None
    stale: bool


class AlarmOut(Out):
    tag: str
    words: str
    at: datetime
    active: bool


class MachineSignalsOut(Out):
    """What a machine says now. ``no_data_since`` is set while nobody knows what it does."""

    machine_id: UUID
    machine: str
    machine_name: str
    state: str
    no_data_since: datetime | None
    tags: list[HeardOut]
    alarms: list[AlarmOut]
