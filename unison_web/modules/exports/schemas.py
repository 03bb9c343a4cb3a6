"""What a file shows of itself."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from unison_web.kit.web.structs import Out


class ExportOut(Out):
    """``rows_done`` of ``rows_total`` are in the file; ``file`` is its address until ``kept_until``."""

    id: UUID
    noun: str
    title: str
    query: str
    format: str
    state: str
    rows_done: int
    rows_total: int
    file_name: str
    size: int | None
    error: str
    created_at: datetime
    finished_at: datetime | None
    kept_until: datetime | None = None
    file: str = ""
    may_cancel: bool = False
