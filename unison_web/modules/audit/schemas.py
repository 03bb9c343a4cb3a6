"""What the trail shows."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from unison_web.kit.web.structs import Out


class AuditOut(Out):
    """One change: who, what, before and after, when, from where, why."""

    id: UUID
    created_at: datetime
    actor_id: UUID | None
    actor_name: str
    action: str
    entity: str
    entity_id: UUID
    label: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    reason: str
    device: str
    request_id: str
