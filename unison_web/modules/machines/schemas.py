"""What may be said about work centers and machines, and what may be seen."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from msgspec import UNSET, Meta

from unison_web.kit.web.structs import Custom, In, Out

State = Literal["unknown", "idle", "setup", "running", "planned_stop", "unplanned_stop", "maintenance", "offline"]
PlantCode = Annotated[str, Meta(max_length=20, description="A plant's code; the one you work in when left out.")]
CenterCode = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=36,
        description="A work center's code.",
        extra_json_schema={"kind": "combobox", "options_url": "/work-centers/options"},
    ),
]
Version = Annotated[int | None, Meta(description="The version that was read.")]


class WorkCenterIn(In):
    extends = "centers"
    example: ClassVar[dict[str, Any]] = {
        "code": "20",
        "name": "Frame Welding",
        "cost_rate": "25",
        "hours_per_week": "108",
        "slots": 3,
    }

    code: Annotated[str, Meta(min_length=1, max_length=20)]
    name: Annotated[str, Meta(min_length=1, max_length=100)]
    plant: PlantCode = ""
    cost_rate: Annotated[Decimal, Meta(extra_json_schema={"unit": "per hour"})] = Decimal(0)
    hours_per_week: Annotated[Decimal, Meta(title="Available", extra_json_schema={"unit": "hours a week"})] = Decimal(0)
    slots: Annotated[int, Meta(ge=1, le=1000, title="Operations at once")] = 1
    custom: Custom = UNSET
    version: Version = None


class WorkCenterOut(Out):
    id: UUID
    code: str
    name: str
    plant: str
    plant_name: str
    plant_id: UUID
    cost_rate: Decimal
    currency: str
    hours_per_week: Decimal
    slots: int
    state: str
    version: int
    custom: dict[str, Any] = {}
    machines: list[MachineBrief] = []


class MachineBrief(Out):
    """A machine as its work center lists it."""

    id: UUID
    code: str
    name: str
    state: str
    location: str


class MachineIn(In):
    extends = "machines"
    example: ClassVar[dict[str, Any]] = {
        "code": "WELD-1",
        "name": "Welding cell 1",
        "work_center": "20",
        "location": "Hall 2",
    }

    code: Annotated[str, Meta(min_length=1, max_length=20, description="What is painted on it: WELD-1.")]
    name: Annotated[str, Meta(min_length=1, max_length=100)]
    work_center: CenterCode
    plant: PlantCode = ""
    machine_class: Annotated[str, Meta(max_length=100, title="Class")] = ""
    location: Annotated[str, Meta(max_length=100, description="Where in the hall it stands.")] = ""
    cost_rate: (
        Annotated[
            Decimal,
            Meta(description="Only where it differs from the work center's.", extra_json_schema={"unit": "per hour"}),
        ]
        | None
    ) = None
    slots: Annotated[int, Meta(ge=1, le=1000, title="Orders at once")] = 1
    capabilities: Annotated[
        list[str],
        Meta(
            max_length=30,
            title="It can",
            description="What operations may ask for, with commas between: TIG, 5 axes",
            extra_json_schema={"kind": "text"},
        ),
    ] = []
    custom: Custom = UNSET
    version: Version = None


class MachineOut(Out):
    """A machine and what it is doing now. `rate` is its cost of an hour, its own or its work center's."""

    id: UUID
    code: str
    name: str
    plant: str
    plant_name: str
    plant_id: UUID
    work_center: str
    work_center_id: UUID
    work_center_name: str
    machine_class: str
    location: str
    cost_rate: Decimal | None
    rate: Decimal
    currency: str
    slots: int
    state: str
    state_since: datetime | None
    state_reason: str
    life: str
    capabilities: list[str]
    version: int
    custom: dict[str, Any] = {}


class MachineStateIn(In):
    """What the machine is doing now, and why where it is a stop nobody planned."""

    example: ClassVar[dict[str, Any]] = {"state": "unplanned_stop", "reason": "No pressure"}

    state: State
    reason: Annotated[str, Meta(max_length=200)] = ""


class ArchiveIn(In):
    example: ClassVar[dict[str, Any]] = {"archived": True}

    archived: bool = True


class OptionOut(Out):
    id: UUID
    code: str
    name: str
    note: str = ""


class OptionsOut(Out):
    items: list[OptionOut]
