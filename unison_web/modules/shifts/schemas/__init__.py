"""What may be said about shifts and calendars, and what may be seen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar
from uuid import UUID

from msgspec import Meta, Struct

from unison_web.kit.web.structs import In, Out

PlantCode = Annotated[str, Meta(max_length=20, description="A plant's code; the one you work in when left out.")]
Clock = Annotated[
    str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$", extra_json_schema={"kind": "time", "examples": ["06:00"]})
]
Center = Annotated[
    str,
    Meta(
        max_length=36,
        title="Only at this work center",
        description="Of the whole plant when left out",
        extra_json_schema={"kind": "combobox", "options_url": "/work-centers/options"},
    ),
]
Why = Annotated[str, Meta(min_length=1, max_length=200, title="Why")]
Version = Annotated[int | None, Meta(description="The version that was read.")]
#: A form sends one text with commas, a program a list.
Codes = Annotated[list[str], Meta(max_length=12, extra_json_schema={"kind": "text"})]


class ShiftIn(In):
    """Hours on the wall clock. An end that is not after the start is on the next day."""

    example: ClassVar[dict[str, Any]] = {
        "code": "night",
        "name": "Night shift",
        "starts": "22:00",
        "ends": "06:00",
        "breaks": ["02:00-02:30"],
    }

    code: Annotated[str, Meta(min_length=1, max_length=20, description="What patterns name it by: early, late, night")]
    name: Annotated[str, Meta(min_length=1, max_length=60)]
    starts: Annotated[Clock, Meta(title="From")]
    ends: Annotated[Clock, Meta(title="To")]
    plant: PlantCode = ""
    breaks: Annotated[Codes, Meta(description="For example 09:00-09:15, 12:00-12:30")] = []
    version: Version = None


class ShiftOut(Out):
    id: UUID
    code: str
    name: str
    plant: str
    starts: str
    ends: str
    breaks: list[str]
    hours: Decimal
    state: str
    version: int
    patterns: list[str] = []


class PatternIn(In):
    """`days` is a list of shift codes for each day of the cycle, with commas between; nothing is a day off."""

    example: ClassVar[dict[str, Any]] = {
        "name": "Two shifts, five days",
        "anchor": "2026-01-05",
        "days": ["early, late", "early, late", "early, late", "early, late", "early, late", "", ""],
    }

    name: Annotated[str, Meta(min_length=1, max_length=80)]
    anchor: Annotated[date, Meta(title="The cycle begins on", description="A Monday for a week")]
    days: Annotated[
        list[str],
        Meta(
            max_length=84,
            title="Days of the cycle",
            description="A line for each day: codes of shifts with commas between, a dash for a day off",
            extra_json_schema={"kind": "textarea"},
        ),
    ]
    plant: PlantCode = ""
    version: Version = None


class PatternOut(Out):
    id: UUID
    name: str
    plant: str
    anchor: date
    days: list[list[str]]
    state: str
    version: int
    places: int = 0


class RuleIn(In):
    """From a day on this pattern counts: for the plant, one of its work centers or one of its crews."""

    example: ClassVar[dict[str, Any]] = {"pattern": "Two shifts, five days", "valid_from": "2027-01-01"}

    pattern: Annotated[str, Meta(min_length=1, max_length=80, extra_json_schema={"kind": "select"})]
    valid_from: Annotated[date, Meta(title="From")]
    work_center: Center = ""
    crew: Annotated[str, Meta(max_length=36, title="Only for this crew", extra_json_schema={"kind": "select"})] = ""
    plant: PlantCode = ""


class RuleOut(Out):
    """`scope` is where it counts, in words: the plant's name, a work center or a crew."""

    id: UUID
    plant: str
    pattern: str
    pattern_id: UUID
    work_center: str
    crew: str
    scope: str
    valid_from: date
    valid_to: date | None
    version: int


class RuleEndIn(In):
    example: ClassVar[dict[str, Any]] = {"last_day": "2027-12-31"}

    last_day: date | None = None


class Choices(Struct):
    """What a rule's form offers: (value, words)."""

    patterns: list[tuple[str, str]]
    crews: list[tuple[str, str]]


class ArchiveIn(In):
    example: ClassVar[dict[str, Any]] = {"archived": True}

    archived: bool = True
