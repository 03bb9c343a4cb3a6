"""What may be said about crews and who is not there."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from msgspec import Meta

from unison_web.kit.web.structs import In, Out
from unison_web.modules.shifts.schemas import PlantCode, Version

Person = Annotated[
    str,
    Meta(min_length=1, max_length=200, extra_json_schema={"kind": "combobox", "options_url": "/crews/people/options"}),
]


class CrewIn(In):
    example: ClassVar[dict[str, Any]] = {"code": "A", "name": "Crew A"}

    code: Annotated[str, Meta(min_length=1, max_length=20)]
    name: Annotated[str, Meta(min_length=1, max_length=60)]
    plant: PlantCode = ""
    version: Version = None


class MemberIn(In):
    example: ClassVar[dict[str, Any]] = {"person": "operator@adventure-works.example", "valid_from": "2027-01-01"}

    person: Person
    valid_from: Annotated[date, Meta(title="From")]
    valid_to: Annotated[date | None, Meta(title="Last day")] = None


class MemberOut(Out):
    id: UUID
    person: str
    valid_from: date
    valid_to: date | None


class CrewOut(Out):
    id: UUID
    code: str
    name: str
    plant: str
    state: str
    version: int
    people: int = 0
    members: list[MemberOut] = []


class AbsenceIn(In):
    example: ClassVar[dict[str, Any]] = {
        "person": "operator@adventure-works.example",
        "first_day": "2027-02-01",
        "last_day": "2027-02-05",
        "kind": "holiday",
    }

    person: Person
    first_day: Annotated[date, Meta(title="From")]
    last_day: Annotated[date, Meta(title="Last day")]
    kind: Annotated[
        Literal["holiday", "illness", "training", "other"],
        Meta(
            extra_json_schema={
                "labels": {"holiday": "On leave", "illness": "Ill", "training": "Training", "other": "Other"}
            }
        ),
    ] = "holiday"
    note: Annotated[str, Meta(max_length=200)] = ""


class AbsenceOut(Out):
    id: UUID
    person: str
    first_day: date
    last_day: date
    kind: str
    note: str


class PersonOption(Out):
    id: UUID
    code: str
    name: str
    note: str = ""


class PeopleOut(Out):
    items: list[PersonOption]
