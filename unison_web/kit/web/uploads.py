"""Files that a form brings."""

from __future__ import annotations

from typing import Any

from litestar.datastructures import UploadFile

from unison_web.kit.web.requests import WebRequest


async def uploads(request: WebRequest, field: str) -> list[UploadFile]:
    """What was chosen in one field of a form; a browser sends a nameless one where nothing was."""
    if not request.is_form:
        return []
    items: list[tuple[str, Any]] = list((await request.form()).multi_items())
    return [value for name, value in items if name == field and isinstance(value, UploadFile) and value.filename]


async def uploaded(request: WebRequest, name: str, content: bytes) -> tuple[str, bytes]:
    """Name and content of the form's field `file`, or what a program has sent in their place."""
    if not request.is_form:
        return name, content
    for file in await uploads(request, "file"):
        return file.filename, await file.read()
    return "", b""
