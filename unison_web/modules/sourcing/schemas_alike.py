"""What the search for duplicates shows."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, ClassVar
from uuid import UUID

from msgspec import Meta

from unison_web.kit.web.structs import In, Out
from unison_web.modules.materials.schemas import MaterialOut


class SuspectOut(Out):
    """Another material that may be the same thing, and each reason to think so."""

    id: UUID
    number: str
    name: str
    state: str
    reasons: list[str]


class JudgedOut(Out):
    """One that somebody said is another thing."""

    id: UUID
    number: str
    name: str
    by: str
    at: datetime
    note: str


class DuplicatesOut(Out):
    """Of one material: those it may be the same as, and those somebody said it is not."""

    material: MaterialOut
    suspects: list[SuspectOut]
    judged: list[JudgedOut] = []


class AlikeOut(Out):
    """Of words somebody is typing."""

    suspects: list[SuspectOut]


class SuspectedOut(Out):
    """A material, and others it may be the same as."""

    id: UUID
    number: str
    name: str
    suspects: list[SuspectOut]


class SuspectedList(Out):
    items: list[SuspectedOut]


class DifferentIn(In):
    """They look alike and are not the same."""

    example: ClassVar[dict[str, Any]] = {"note": "The other one is left-handed"}

    note: Annotated[str, Meta(max_length=500, title="What tells them apart")] = ""
