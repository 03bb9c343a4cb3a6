"""What is said and seen about saved views."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar
from uuid import UUID

from msgspec import Meta

from unison_web.kit.web.structs import In, Out

Name = Annotated[str, Meta(title="Name", min_length=1, max_length=40)]
Starts = Annotated[bool, Meta(title="Open the list with it")]


class ViewIn(In):
    example: ClassVar[dict[str, Any]] = {
        "noun": "work-orders",
        "name": "Late at welding",
        "query": "?late=yes&q=WELD&sort=due",
    }

    noun: Annotated[str, Meta(min_length=1, max_length=60, description="The list, as in its address: `work-orders`.")]
    name: Name
    query: Annotated[str, Meta(max_length=2000, description="The state of the list: `?status=released&sort=-due`.")] = (
        ""
    )
    starts: Starts = False


class ViewEdit(In):
    example: ClassVar[dict[str, Any]] = {"name": "Late, welding", "starts": True}

    name: Name
    starts: Starts = False


class ShareIn(In):
    example: ClassVar[dict[str, Any]] = {"team": True}

    team: Annotated[bool, Meta(title="For the whole team")] = True


class ViewOut(Out):
    """A saved view. ``href`` opens it; ``mine`` says whether the caller may change it."""

    id: UUID
    noun: str
    name: str
    query: str
    team: bool
    starts: bool
    owner: str
    href: str
    title: str
    mine: bool
    version: int
