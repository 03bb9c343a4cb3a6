"""What is shown at the bell."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from unison_web.kit.web.structs import Out


class NotificationOut(Out):
    """One thing that was told. ``kind`` is for programs."""

    id: UUID
    kind: str
    title: str
    text: str
    href: str
    created_at: datetime
    read_at: datetime | None


class NotificationPage(Out):
    """Newest first; ``next`` is the id to go on from."""

    items: list[NotificationOut]
    unread: int
    next: UUID | None = None


class BellOut(Out):
    """How many wait to be read; ``many`` where there are more than anybody counts."""

    unread: int
    many: bool
