"""What a run shows of itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from unison_web.kit.web.structs import Out


class RunRow(Out):
    """A run in a list: ``at`` of ``total`` rows were asked, ``done`` of them did it."""

    id: UUID
    noun: str
    title: str
    total: int
    at: int
    done: int
    state: str
    error: str
    created_at: datetime
    finished_at: datetime | None


class RunOut(Out):
    """``refused`` are rows that stayed as they were, each with its name and why."""

    id: UUID
    noun: str
    title: str
    query: str
    reason: str
    value: str
    total: int
    at: int
    done: int
    state: str
    error: str
    refused: list[Any]
    created_at: datetime
    finished_at: datetime | None
    list_title: str = ""
    href: str = ""
    may_cancel: bool = False
