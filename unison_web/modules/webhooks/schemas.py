"""What may be said of webhooks, and what is shown. The secret is in one answer only: the one that makes it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, ClassVar
from uuid import UUID

from msgspec import Meta

from unison_web.kit.web.structs import In, Out

Kind = Annotated[str, Meta(max_length=60)]


class WebhookIn(In):
    """``kinds`` are what the program is told; the list stands in the reference."""

    example: ClassVar[dict[str, Any]] = {
        "name": "ERP bridge", "url": "https://erp.example.com/unison", "kinds": ["work_order.completed"],
    }  # fmt: skip

    name: Annotated[str, Meta(min_length=1, max_length=80, title="Name", description="Whom it tells.")]
    url: Annotated[
        str, Meta(min_length=8, max_length=500, title="Address", description="Starts with https://, in the internet.")
    ]
    kinds: Annotated[list[Kind], Meta(max_length=40, title="What is told")] = []


class RemoveIn(In):
    example: ClassVar[dict[str, Any]] = {"reason": "The ERP bridge was switched off"}

    reason: Annotated[str, Meta(min_length=3, max_length=500, title="Reason")]


class WebhookOut(Out):
    """``waiting`` and ``failed`` count deliveries."""

    id: UUID
    name: str
    url: str
    kinds: list[str]
    state: str
    trouble: str
    rests_until: datetime | None
    old_until: datetime | None
    created_at: datetime
    waiting: int = 0
    failed: int = 0
    delivered: int = 0


class NewWebhookOut(Out):
    """The only answer that holds the secret."""

    id: UUID
    name: str
    secret: str
    old_until: datetime | None = None


class DeliveryRow(Out):
    id: UUID
    webhook: str
    webhook_id: UUID
    kind: str
    state: str
    created_at: datetime
    tried_at: datetime | None
    attempts: int
    status: int | None
    words: str


class DeliveryOut(DeliveryRow):
    body: str
    next_at: datetime
    may_again: bool
