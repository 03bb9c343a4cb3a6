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


Zone = Annotated[str, Meta(min_length=1, max_length=60, title="Time zone", description="As in Europe/Vienna")]
Currency = Annotated[str, Meta(pattern="^[A-Z]{3}$", title="Currency", description="ISO 4217, as in EUR")]
Language = Annotated[str, Meta(min_length=2, max_length=20, title="Language and formats", description="As in de-AT")]
Version = Annotated[int | None, Meta(description="The version that was read.")]


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
    zone: Zone
    currency: Currency
    locale: Annotated[str, Meta(max_length=20, title="Language and formats")] = "en"


class PlantChangeIn(In):
    """What a plant is called and how it counts. Its code stays: numbers and labels carry it."""

    example: ClassVar[dict[str, Any]] = {
        "name": "Graz South",
        "zone": "Europe/Vienna",
        "currency": "EUR",
        "locale": "de_AT",
    }

    name: Name
    zone: Zone
    currency: Currency
    locale: Language
    version: Version = None


class PlantArchiveIn(In):
    """An archived plant stays where it is named and is nobody's place any more."""

    example: ClassVar[dict[str, Any]] = {"archived": True}

    archived: bool = True


class PlantOut(Out):
    id: UUID
    code: str
    name: str
    zone: str
    currency: str
    locale: str
    state: str
    version: int


class PlantRecord(PlantOut):
    """One plant with what keeps it in use; nothing is counted where one works in another plant."""

    open_orders: int | None = None
    tablets: int | None = None
    machines: int | None = None


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
    version: int


class OrganizationIn(In):
    example: ClassVar[dict[str, Any]] = {"name": "Adventure Works Cycles", "locale": "en_US"}

    name: Name
    locale: Language
    version: Version = None
