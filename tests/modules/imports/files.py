"""Bringing files the way a browser does, and working them off the way the worker does."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import httpx

from tests.cast import ORIGIN, Person
from unison_web.modules.imports.service import undoing
from unison_web.modules.imports.service.working import Work


async def bring(person: Person, *files: tuple[str, bytes], **values: Any) -> dict[str, Any]:
    answer = await posted(person, *files, **values)
    assert answer.status_code == 201, answer.text
    return answer.json()  # type: ignore[no-any-return]


async def posted(person: Person, *files: tuple[str, bytes], **values: Any) -> httpx.Response:
    headers = {"authorization": f"Bearer {person.token}", "idempotency-key": str(uuid4())}
    parts = [("files", (name, content, "application/octet-stream")) for name, content in files]
    async with httpx.AsyncClient(transport=person.client._transport, base_url=ORIGIN) as plain:
        return await plain.post("/api/v1/imports", files=parts, data=values, headers=headers)


def work(person: Person, row: dict[str, Any]) -> Work:
    assert person.actor
    return Work(person.app.state.engine, person.actor, UUID(row["id"]))


async def checked(person: Person, row: dict[str, Any], *sources: dict[str, Any]) -> dict[str, Any]:
    """As the columns were guessed, or as is said."""
    answer = await person.api("POST", f"/imports/{row['id']}/check", json={"sources": list(sources)})
    assert answer.status_code == 200, answer.text
    await work(person, row).check()
    return await shown(person, row)


async def applied(person: Person, row: dict[str, Any], *, leave_out: bool = False) -> dict[str, Any]:
    answer = await person.api("POST", f"/imports/{row['id']}/apply", json={"leave_out": leave_out})
    assert answer.status_code == 200, answer.text
    await work(person, row).apply(leave_out=leave_out)
    return await shown(person, row)


async def undone(person: Person, row: dict[str, Any]) -> dict[str, Any]:
    answer = await person.api("POST", f"/imports/{row['id']}/undo")
    assert answer.status_code == 200, answer.text
    doing = work(person, row)
    await undoing.undo(doing.engine, doing.actor, doing.id)
    return await shown(person, row)


async def shown(person: Person, row: dict[str, Any], **asked: str) -> dict[str, Any]:
    answer = await person.api("GET", f"/imports/{row['id']}", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()  # type: ignore[no-any-return]
