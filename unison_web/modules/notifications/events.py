"""Somebody was told something."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from unison_web.kit.events import Event


@dataclass(frozen=True, slots=True)
class Told(Event):
    """Or has read it: the bell looks again."""

    kind: ClassVar[str] = "notifications.told"

    user_id: UUID

    @property
    def topics(self) -> tuple[str, ...]:
        return (f"user:{self.user_id}",)
