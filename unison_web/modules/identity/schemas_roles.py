"""What may be said about roles, and what they show."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar
from uuid import UUID

from msgspec import Meta, Struct

from unison_web.kit.permissions import Why
from unison_web.kit.web.structs import In, Out


class RoleIn(In):
    """A role of the company's own; ``copy_of`` is a role to begin with."""

    example: ClassVar[dict[str, Any]] = {"name": "Shift lead", "copy_of": "supervisor"}

    name: Annotated[str, Meta(min_length=1, max_length=60, title="Name")]
    copy_of: Annotated[str, Meta(max_length=60, title="Begin with the rights of")] = ""


class RightsIn(In):
    """Exactly these rights. ``version`` is the one that was looked at."""

    example: ClassVar[dict[str, Any]] = {"rights": ["materials:read", "prints:create"]}

    rights: list[str] = []
    version: int | None = None


class HolderOut(Out):
    """Somebody who has the role, and where."""

    id: UUID
    name: str
    plant: str
    state: str


class RoleRecord(Out):
    """A role with everything its page shows. ``added`` and ``taken`` differ from what Unison came with."""

    id: UUID
    code: str
    name: str
    seeded: bool
    version: int
    rights: list[str]
    added: list[str]
    taken: list[str]
    people: list[HolderOut]
    fixed: str = ""


class WhyPage(Struct):
    """A question about somebody's rights, what can be asked, and the answer."""

    people: list[tuple[str, str]]
    rights: list[tuple[str, str]]
    plants: list[tuple[str, str]]
    user: str = ""
    permission: str = ""
    plant: str = ""
    name: str = ""
    answer: Why | None = None
