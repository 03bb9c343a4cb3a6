"""What may be said about places, and what they show."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar
from uuid import UUID

from msgspec import Meta

from unison_web.kit.web.structs import In, Out

Code = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=20,
        pattern=r"^[A-Za-z0-9_-]+$",
        title="Code",
        description="Short, for numbers and labels",
    ),
]
Name = Annotated[str, Meta(min_length=1, max_length=120, title="Name")]


class PlantIn(In):
    example: ClassVar[dict[str, Any]] = {
        "code": "GRZ",
        "name": "Graz",
        "zone": "Europe/Vienna",
        "currency": "EUR",
        "locale": "de_AT",
    }

    code: Code
    name: Name
    zone: Annotated[str, Meta(min_length=1, max_length=60, title="Time zone", description="As in Europe/Vienna")]
    currency: Annotated[str, Meta(pattern="^[A-Z]{3}$", title="Currency", description="ISO 4217, as in EUR")]
    locale: Annotated[str, Meta(max_length=20, title="Language and formats")] = "en"


class PlantOut(Out):
    id: UUID
    code: str
    name: str
    zone: str
    currency: str
    locale: str
    state: str
    version: int


class DepartmentIn(In):
    example: ClassVar[dict[str, Any]] = {"code": "PAINT", "name": "Paint shop"}

    code: Code
    name: Name


class DepartmentOut(Out):
    id: UUID
    plant_id: UUID
    plant: str
    code: str
    name: str
    state: str


class OrganizationOut(Out):
    """The company itself."""

    id: UUID
    slug: str
    name: str
    locale: str
    currency: str
    state: str
