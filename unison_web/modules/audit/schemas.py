"""What the trail shows."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from unison_web.kit.web.structs import Out
from unison_web.modules.audit.rules import UNDER_WAY


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


class EntryOut(AuditOut):
    """One change, and the seal it is under: none yet where ``seal`` is null."""

    seal: int | None = None
    place: int | None = None
    hash: str = ""


class SealOut(Out):
    """A batch of entries under one hash. ``state`` is "broken" where it does not follow the one before."""

    id: UUID
    number: int
    sealed_at: datetime
    first_at: datetime
    last_at: datetime
    row_count: int
    previous: str
    hash: str
    state: str


class FoundOut(Out):
    """What is not as it was sealed. ``kind``: an entry was "changed", is "missing" or was "added" later; a "seal" is
    not that of its entries; at a "gap" a seal is missing."""

    kind: str
    seal: int | None = None
    entry_id: UUID | None = None
    entity: str = ""
    label: str = ""
    at: datetime | None = None
    actor_name: str = ""
    first_at: datetime | None = None
    last_at: datetime | None = None


class VerifiedOut(Out):
    """What was checked, and how it came out. ``skipped`` entries of older seals were not looked at; ``waiting`` ones
    have no seal yet (null where nobody counted); ``hash`` is that of the last seal that holds."""

    intact: bool
    seals: int
    entries: int
    skipped: int
    waiting: int | None
    upto: datetime | None
    hash: str
    found: FoundOut | None = None


class VerificationOut(Out):
    """A verification of the whole trail. ``outcome`` is there when it came to an end."""

    id: UUID
    created_at: datetime
    state: str
    asked_name: str
    entries_done: int
    entries_total: int
    finished_at: datetime | None
    outcome: VerifiedOut | None = None

    @property
    def under_way(self) -> bool:
        return self.state in UNDER_WAY
