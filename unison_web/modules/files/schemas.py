"""What may be said about files, and what may be seen."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, ClassVar
from uuid import UUID

from msgspec import Meta

from unison_web.kit.web.structs import In, Out


class FileIn(In):
    """A form sends the file as its field `file`; a program names it and sends its `content` in base64."""

    example: ClassVar[dict[str, Any]] = {
        "name": "note.txt",
        "content": "QXMgZHJhd24=",
        "note": "Drawing, revision C",
    }

    name: Annotated[str, Meta(max_length=200)] = ""
    content: Annotated[bytes, Meta(description="In base64")] = b""
    note: Annotated[str, Meta(max_length=200, description="What it is, in a few words")] = ""


class FileOut(Out):
    """`shown` is whether a browser may show it by itself."""

    id: UUID
    noun: str
    record_id: UUID
    name: str
    note: str
    media_type: str
    size: int
    digest: str
    uploaded_by: str
    created_at: datetime
    shown: bool = False
    back: str = ""


class FilesOut(Out):
    """All files of one record. `may_change` is whether the caller may add and remove."""

    noun: str
    record_id: UUID
    items: list[FileOut]
    may_change: bool = False


class FileOption(Out):
    id: UUID
    code: str
    name: str
    note: str = ""


class FileOptions(Out):
    items: list[FileOption]
