"""What is said when somebody calls, and what is shown of it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar
from uuid import UUID

from msgspec import Meta

from unison_web.kit.web.structs import In, Out


class CallIn(In):
    """Call somebody to a machine. ``kind`` is maintenance, quality, material or supervisor."""

    machine: Annotated[str, Meta(title="Machine", description="Its code", max_length=60)]
    kind: Annotated[str, Meta(title="Who is needed", max_length=20)] = "maintenance"
    note: Annotated[str, Meta(title="What is the matter", max_length=500)] = ""
    example: ClassVar[dict[str, Any]] = {"machine": "WELD-1", "kind": "maintenance", "note": "Oil on the floor"}


class FloorCall(In):
    """The same from the tablet beside the machine."""

    kind: Annotated[str, Meta(title="Who is needed", max_length=20)]
    note: Annotated[str, Meta(title="What is the matter", max_length=500)] = ""
    example: ClassVar[dict[str, Any]] = {"kind": "maintenance"}


class SolutionIn(In):
    solution: Annotated[str, Meta(title="What was done", max_length=1000)]
    example: ClassVar[dict[str, Any]] = {"solution": "Tightened the hose"}


class CallOut(Out):
    """A call. ``waited`` is the minutes until somebody accepted it, or so far; ``took`` those until it was over."""

    id: UUID
    machine: str
    machine_name: str
    machine_id: UUID
    kind: str
    note: str
    caller: str
    called_at: datetime
    helper: str
    accepted_at: datetime | None
    ended_at: datetime | None
    waited: Decimal
    took: Decimal | None
    solution: str
    state: str


class CallForm(Out):
    """What stands around the form at a tablet: the machine, and calls that are under way."""

    machine: str
    machine_name: str
    under_way: list[CallOut]
