"""What may be said to connections, what programs send, and what is seen. A password is never shown again."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar
from uuid import UUID

from msgspec import Meta, Struct

from unison_web.kit.web.structs import In, Out
from unison_web.modules.signals.rules import MOST_ROWS, Road
from unison_web.modules.signals.schemas_certificates import CertificateOut
from unison_web.modules.signals.words import ROAD_LABELS

Said = bool | float | Annotated[str, Meta(max_length=400)] | None


class ConnectionChangeIn(In):
    """What can be changed: the kind and the plant stay, because what was heard belongs to them."""

    example: ClassVar[dict[str, Any]] = {
        "name": "Press shop",
        "address": "mqtt://192.168.10.5:1883",
        "topics": "plant/press/#",
    }

    name: Annotated[str, Meta(min_length=1, max_length=80, title="Name")]
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


class ConnectionIn(ConnectionChangeIn):
    example: ClassVar[dict[str, Any]] = {"name": "Press shop", "kind": "mqtt", "address": "mqtt://192.168.10.5:1883",
                                         "topics": "plant/press/#"}  # fmt: skip

    kind: Annotated[Road, Meta(title="Kind", extra_json_schema={"labels": ROAD_LABELS})] = "http"
    plant: Annotated[str, Meta(max_length=60, title="Plant")] = ""


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
    certificate: CertificateOut | None = None
