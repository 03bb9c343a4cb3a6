"""Between the password and the second factor: a sealed note that says who got how far, and until when it counts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from unison_web.kit import clock
from unison_web.kit.errors import SignInNeeded
from unison_web.kit.i18n import _
from unison_web.kit.vault import Unreadable, Vault


@dataclass(frozen=True, slots=True)
class Ticket:
    organization_id: UUID
    user_id: UUID
    by: str = "password"


def give(vault: Vault, organization: UUID, user: UUID, life: timedelta, *, by: str = "password") -> str:
    """``by`` is what was proved already."""
    return note(vault, "second step", life, o=str(organization), u=str(user), by=by)


def read(vault: Vault, ticket: str) -> Ticket:
    """Raises SignInNeeded when it is over, or none of ours."""
    said = opened(vault, "second step", ticket)
    return Ticket(UUID(said["o"]), UUID(said["u"]), said.get("by", "password"))


def method_after(ticket: Ticket, second: str) -> str:
    """How the whole way in is called: "app" after a password, "sso-app" after single sign-on."""
    return second if ticket.by == "password" else f"{ticket.by}-{second}"


def note(vault: Vault, about: str, life: timedelta, **said: str) -> str:
    """Sealed, so that nobody can read or write it; it counts until its time is over."""
    return vault.seal(json.dumps({**said, "until": (clock.now() + life).timestamp()}), about)


def opened(vault: Vault, about: str, sealed: str) -> dict[str, Any]:
    try:
        said: dict[str, Any] = json.loads(vault.open(sealed, about))
    except (Unreadable, ValueError) as error:
        raise over() from error
    if said["until"] <= clock.now().timestamp():
        raise over()
    return said


def over() -> SignInNeeded:
    return SignInNeeded(_("This took too long. Sign in again"), code="ticket-over")
