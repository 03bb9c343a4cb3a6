"""What is shown of a job, and what may be said about one."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar
from uuid import UUID

from msgspec import Meta

from unison_web.kit.web.structs import In, Out


class JobOut(Out):
    """A job. ``function`` is its kind for programs; ``href`` leads to what it was for. ``took`` is in seconds."""

    id: UUID
    function: str
    href: str
    state: str
    asked_name: str
    created_at: datetime
    due_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    took: Decimal | None
    attempts: int
    error: str
    request_id: str
    may_again: bool
    may_drop: bool


class DropIn(In):
    example: ClassVar[dict[str, Any]] = {"reason": "The printer is gone; printed at the other one"}

    reason: Annotated[str, Meta(min_length=3, max_length=500, title="Reason")]
