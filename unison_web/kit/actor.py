"""Who acts. One immutable value that travels with the request, the job and the audit row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID
from zoneinfo import ZoneInfo


def _nothing(permission: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person, a machine's key, or the system itself, inside one organization.

    ``viewer_id`` and ``viewed_by`` are the administrator who only looks at the product as this person.
    ``plant_id`` is the plant the person works in now, None where all plants are meant. ``may`` answers permissions
    such as ``"work_orders:release"`` in that plant; ``rights`` are those it says yes to, where they can be listed.
    """

    organization_id: UUID
    user_id: UUID | None = None
    name: str = "System"
    email: str = ""
    plant_id: UUID | None = None
    plant_name: str = ""
    plant_code: str = ""
    organization_name: str = ""
    zone: str = "UTC"
    currency: str = "USD"
    locale: str = "en"
    session_id: UUID | None = None
    device_id: UUID | None = None
    device_name: str = ""
    key_id: UUID | None = None
    superuser: bool = False
    visiting_because: str = ""
    viewer_id: UUID | None = None
    viewed_by: str = ""
    roles: tuple[str, ...] = ()
    read_only: bool = False
    rights: frozenset[str] = frozenset()
    may: Callable[[str], bool] = field(default=_nothing, compare=False)

    @property
    def initials(self) -> str:
        words = [word for word in self.name.replace("-", " ").split() if word[0].isalnum()]
        return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()

    @property
    def timezone(self) -> ZoneInfo:
        return ZoneInfo(self.zone)


def everything(permission: str) -> bool:
    """``may`` of the system itself: jobs and the seeder act without asking."""
    return True
