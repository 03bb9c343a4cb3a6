"""What may be said about tags, and what is seen of them and of their machines."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar
from uuid import UUID

from msgspec import Meta

from unison_web.kit.web.structs import In, Out
from unison_web.modules.signals.rules import Kind
from unison_web.modules.signals.words import KIND_LABELS

Words = Annotated[str, Meta(max_length=300)]


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
    debounce_ms: Annotated[
        int,
        Meta(ge=0, le=60_000, title="Pulses are apart at least",
             description="What comes sooner is chatter of the contact.", extra_json_schema={"unit": "ms"}),
    ] = 50  # fmt: skip
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
    debounce_ms: int
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
