"""What may be said about single days and hours, and the calendar as it is seen."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, ClassVar
from uuid import UUID

from msgspec import Meta

from unison_web.kit.web.structs import In, Out
from unison_web.modules.shifts.schemas import Center, Codes, PlantCode, Why


class DayIn(In):
    """A day that differs. Without shifts it is off. Days that are over take a reason and are worked out again."""

    example: ClassVar[dict[str, Any]] = {"day": "2027-01-06", "reason": "Epiphany", "holiday": True}

    day: date
    reason: Why
    last_day: Annotated[date | None, Meta(title="To", description="The same day when left out")] = None
    shifts: Annotated[Codes, Meta(title="Shifts that are worked", description="Nothing where the day is off")] = []
    holiday: Annotated[bool, Meta(title="A public holiday")] = False
    work_center: Center = ""
    plant: PlantCode = ""


class DayOut(Out):
    id: UUID
    day: date
    plant: str
    shifts: list[str]
    reason: str
    holiday: bool
    work_center: str


class DaysOut(Out):
    """What was said about a stretch of days, and how many of them were there before."""

    items: list[DayOut]
    replaced: int


class HolidaysIn(In):
    """The public holidays of a country, or of a part of it, in a year. What has an exception already keeps it."""

    example: ClassVar[dict[str, Any]] = {"country": "AT", "year": 2027}

    country: Annotated[str, Meta(pattern="^[A-Za-z]{2}$", title="Country", extra_json_schema={"kind": "select"})]
    year: Annotated[int, Meta(ge=2000, le=2100)]
    part: Annotated[str, Meta(max_length=10, title="State or region", description="As its code is written: 6, BY")] = ""
    plant: PlantCode = ""


class HolidayOut(Out):
    day: date
    name: str
    taken: bool
    kept: bool = False


class HolidaysOut(Out):
    country: str
    part: str
    year: int
    items: list[HolidayOut]
    parts: list[tuple[str, str]] = []


class OvertimeIn(In):
    """Hours beyond the shifts. Times without a zone are the plant's."""

    example: ClassVar[dict[str, Any]] = {
        "starts_at": "2027-01-09T06:00:00",
        "ends_at": "2027-01-09T12:00:00",
        "reason": "Urgent order",
    }

    starts_at: Annotated[datetime, Meta(title="From")]
    ends_at: Annotated[datetime, Meta(title="To")]
    reason: Why
    work_center: Center = ""
    plant: PlantCode = ""


class OvertimeOut(Out):
    id: UUID
    plant: str
    work_center: str
    starts_at: datetime
    ends_at: datetime
    reason: str


class ReworkIn(In):
    """Work out again which shifts there were on days that are over, by what is said now."""

    example: ClassVar[dict[str, Any]] = {"first_day": "2026-11-02", "last_day": "2026-11-06", "reason": "Wrong hours"}

    first_day: Annotated[date, Meta(title="From")]
    last_day: Annotated[date, Meta(title="To")]
    reason: Annotated[str, Meta(min_length=3, max_length=200, title="Why")]
    plant: PlantCode = ""


class ReworkOut(Out):
    first_day: date
    last_day: date
    before: int
    after: int


class InstanceOut(Out):
    """One shift of one day; `minutes` is its working time, `local` when it is on the plant's wall clock."""

    day: date
    code: str
    name: str
    starts_at: datetime
    ends_at: datetime
    breaks: list[list[str]]
    minutes: int
    local: str
    work_center: str = ""


class CalendarDayOut(Out):
    """A day as it is worked. `lines` is what a picture needs: minutes since midnight of the plant, and how many."""

    day: date
    shifts: list[InstanceOut]
    reason: str
    holiday: bool
    exception_id: UUID | None
    minutes: int
    today: bool
    past: bool
    lines: list[dict[str, Any]] = []


class CalendarOut(Out):
    """A week of a plant, or of one of its work centers."""

    plant: str
    plant_name: str
    zone: str
    work_center: str
    first: date
    last: date
    days: list[CalendarDayOut]
    minutes: int
    pattern: str
    before: str
    after: str
    centers: list[tuple[str, str]] = []
    overtime: list[OvertimeOut] = []
