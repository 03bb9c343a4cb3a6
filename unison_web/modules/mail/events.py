"""A mail went another step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from unison_web.kit.events import Event


@dataclass(frozen=True, slots=True)
class MailMoved(Event):
    """Sent, failed, came back: the page that shows it looks again."""

    kind: ClassVar[str] = "mail.moved"

    message_id: UUID
    state: str

    @property
    def about(self) -> tuple[str, UUID]:
        return ("mail_messages", self.message_id)

    @property
    def topics(self) -> tuple[str, ...]:
        return (f"mail:{self.message_id}",)
