"""What happened to people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from unison_web.kit.events import Event


@dataclass(frozen=True, slots=True)
class PersonInvited(Event):
    """Somebody has a new link. The link is for reactions inside the transaction only: it is never written down."""

    kind: ClassVar[str] = "person.invited"

    user_id: UUID
    invitation_id: UUID
    name: str
    email: str
    locale: str
    link: str
    mark: str
    until: datetime

    @property
    def about(self) -> tuple[str, UUID]:
        return ("users", self.user_id)

    def facts(self) -> dict[str, Any]:
        return {"user_id": str(self.user_id), "name": self.name, "until": str(self.until)}


@dataclass(frozen=True, slots=True)
class PasswordForgotten(Event):
    """Somebody asked for a way back in. The link is for reactions inside the transaction only."""

    kind: ClassVar[str] = "person.password-forgotten"

    user_id: UUID
    name: str
    email: str
    locale: str
    link: str
    mark: str
    until: datetime

    @property
    def about(self) -> tuple[str, UUID]:
        return ("users", self.user_id)

    def facts(self) -> dict[str, Any]:
        return {"user_id": str(self.user_id), "until": str(self.until)}
