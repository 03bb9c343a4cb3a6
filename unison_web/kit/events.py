"""What happened, said in the past tense. Reactions run in the same transaction, one hop, in the order of emission."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

#: ``async (uow, event)``; the unit of work is not named here, because it names events
Reaction = Callable[[Any, Any], Awaitable[None]]
_reactions: dict[type, list[Reaction]] = defaultdict(list)
_to_everything: list[Reaction] = []


@dataclass(frozen=True, slots=True)
class Event:
    """Base of all events. ``about`` names the record; ``topics`` are the live channels that should look again."""

    kind: ClassVar[str] = "event"

    @property
    def about(self) -> tuple[str, UUID] | None:
        return None

    @property
    def topics(self) -> tuple[str, ...]:
        return ()

    @property
    def plant_id(self) -> UUID | None:
        return None

    def facts(self) -> dict[str, Any]:
        """What a webhook or a colleague's program is told: plain values by name."""
        return {name: _plain(getattr(self, name)) for name in self.__dataclass_fields__}


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def on(kind: type[Event]) -> Callable[[Reaction], Reaction]:
    """Register a reaction to ``kind``; it runs inside the transaction that emitted the event."""

    def register(reaction: Reaction) -> Reaction:
        _reactions[kind].append(reaction)
        return reaction

    return register


def on_everything(reaction: Reaction) -> Reaction:
    """Register a reaction to every event there is."""
    _to_everything.append(reaction)
    return reaction


def reactions_to(event: Event) -> list[Reaction]:
    return [*_reactions[type(event)], *_to_everything]
