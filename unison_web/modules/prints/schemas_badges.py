"""What may be said about sheets of badges, and whom there is to choose."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from msgspec import Meta, Struct

from unison_web.kit.web.structs import In


class BadgesIn(In):
    example: ClassVar[dict[str, Any]] = {
        "people": ["0193f2a4-6c1e-7d52-9b0a-3f6f2c1d8e45"], "paper": "A4", "code": "qr",
    }  # fmt: skip

    people: Annotated[list[UUID], Meta(max_length=200, title="People")] = []
    paper: Annotated[
        Literal["A4", "Letter"], Meta(title="Paper", extra_json_schema={"labels": {"A4": "A4", "Letter": "Letter"}})
    ] = "A4"
    code: Annotated[
        Literal["qr", "bars"],
        Meta(title="Code", extra_json_schema={"labels": {"qr": "QR code", "bars": "Bar code (Code 128)"}}),
    ] = "qr"


class HolderOut(Struct):
    id: UUID
    name: str
    badge: str


class HoldersOut(Struct):
    """People whose badge can be printed. ``more`` where a search has to narrow them."""

    items: list[HolderOut]
    q: str = ""
    more: bool = False
