"""What may be said of API keys, and what is shown. The key itself is in one answer only: the one that makes it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, ClassVar
from uuid import UUID

from msgspec import Meta, Struct

from unison_web.kit.web.structs import In, Out
from unison_web.modules.api_keys import rules

Right = Annotated[str, Meta(min_length=3, max_length=80)]
Network = Annotated[str, Meta(min_length=2, max_length=60)]


class ApiKeyIn(In):
    """``scopes`` are rights of its maker; without a plant it works in all plants of its maker."""

    example: ClassVar[dict[str, Any]] = {
        "name": "ERP bridge", "scopes": ["materials:read"], "days": 90, "addresses": ["10.20.0.0/16"],
    }  # fmt: skip

    name: Annotated[
        str,
        Meta(min_length=1, max_length=80, title="Name", description="What uses it. The audit trail says this name."),
    ]
    scopes: Annotated[list[Right], Meta(max_length=300, title="Rights")] = []
    plant_id: Annotated[UUID | None, Meta(title="Plant")] = None
    days: Annotated[
        int,
        Meta(
            ge=1, le=rules.LONGEST_DAYS, title="Works for", description="Then it stops.",
            extra_json_schema={"unit": "days"},
        ),
    ] = rules.USUAL_DAYS  # fmt: skip
    addresses: Annotated[
        list[Network],
        Meta(
            max_length=20, title="Only from",
            description="Addresses or networks it may come from, such as 10.20.0.0/16. From everywhere when empty.",
        ),
    ] = []  # fmt: skip


class RotateIn(In):
    example: ClassVar[dict[str, Any]] = {"old_works_until": "2026-11-30T08:00:00Z"}

    old_works_until: Annotated[
        Annotated[datetime, Meta(tz=True)] | None,
        Meta(title="Old key works until", description="One day from now when left empty."),
    ] = None


class RevokeIn(In):
    example: ClassVar[dict[str, Any]] = {"reason": "The program was switched off"}

    reason: Annotated[str, Meta(max_length=500, title="Reason")] = ""


class ApiKeyRow(Out):
    id: UUID
    name: str
    starts: str
    owner: str
    scopes: list[str]
    expires_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None
    created_at: datetime
    state: str = ""


class ApiKeyOut(ApiKeyRow):
    plant_id: UUID | None = None
    plant: str = ""
    addresses: list[str] = []
    previous_until: datetime | None = None
    rotated_at: datetime | None = None
    revoked_because: str = ""


class NewKeyOut(Out):
    """The only answer that holds the key."""

    id: UUID
    name: str
    key: str
    expires_at: datetime
    previous_until: datetime | None = None


class Offered(Struct):
    """What can be chosen for a key: rights by what they are about, and plants."""

    rights: list[tuple[str, list[str]]]
    plants: list[tuple[str, str]]
