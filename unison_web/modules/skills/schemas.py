"""What may be said about skills and certificates, and what may be seen."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, ClassVar
from uuid import UUID

from msgspec import Meta

from unison_web.kit.web.structs import In, Out


class SkillIn(In):
    example: ClassVar[dict[str, Any]] = {"code": "TIG", "name": "TIG welding of aluminium", "months": 24}

    code: Annotated[str, Meta(min_length=1, max_length=20)]
    name: Annotated[str, Meta(min_length=1, max_length=100)]
    description: Annotated[str, Meta(max_length=1000, extra_json_schema={"kind": "textarea"})] = ""
    months: Annotated[int, Meta(ge=1, le=600, title="Counts for", extra_json_schema={"unit": "months"})] | None = None
    version: Annotated[int | None, Meta(description="The version that was read.")] = None


class CertificateIn(In):
    """`person` is an e-mail address, a name or an id. Without a last day it counts as long as the skill usually
    does."""

    example: ClassVar[dict[str, Any]] = {
        "person": "operator@adventure-works.example",
        "valid_from": "2026-01-15",
        "document": "DVS 1187",
    }

    person: Annotated[
        str,
        Meta(
            min_length=1,
            max_length=200,
            extra_json_schema={"kind": "combobox", "options_url": "/skills/people/options"},
        ),
    ]
    valid_from: Annotated[date, Meta(title="From")]
    valid_to: Annotated[date | None, Meta(title="Last day")] = None
    document: Annotated[str, Meta(max_length=100, title="Certificate number")] = ""
    note: Annotated[str, Meta(max_length=500)] = ""


class ArchiveSkillIn(In):
    example: ClassVar[dict[str, Any]] = {"archived": True}

    archived: bool = True


class CertificateOut(Out):
    """`standing` is valid, ends_soon, expired or not_yet, today in the plant."""

    id: UUID
    user_id: UUID
    person: str
    skill_id: UUID
    skill: str
    skill_name: str
    valid_from: date
    valid_to: date | None
    document: str
    note: str
    standing: str = ""


class SkillOut(Out):
    id: UUID
    code: str
    name: str
    description: str
    months: int | None
    state: str
    version: int
    people: int = 0
    operations: int = 0
    certificates: list[CertificateOut] = []


class PersonOption(Out):
    id: UUID
    code: str
    name: str
    note: str = ""


class PeopleOut(Out):
    items: list[PersonOption]
