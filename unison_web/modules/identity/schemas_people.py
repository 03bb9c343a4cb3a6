"""What may be said about accounts, and what a person's page shows."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, ClassVar
from uuid import UUID

from msgspec import Meta

from unison_web.kit.web.structs import In, Out
from unison_web.modules.identity.schemas import Email, Name, SessionOut, UserOut


class InviteIn(In):
    example: ClassVar[dict[str, Any]] = {
        "name": "Ana Ruiz",
        "email": "ana.ruiz@adventure-works.example",
        "role": "operator",
    }

    name: Name
    email: Email
    role: Annotated[str, Meta(min_length=1, max_length=60, title="Role")]
    plant_id: Annotated[UUID | None, Meta(title="Plant")] = None
    badge: Annotated[
        str,
        Meta(max_length=40, title="Badge", description="The number printed on it. Leave empty for people without one."),
    ] = ""


class InvitedOut(Out):
    """``link`` is shown this once; only its hash is kept."""

    id: UUID
    name: str
    email: str
    link: str
    expires_at: datetime


class ForgottenIn(In):
    example: ClassVar[dict[str, Any]] = {"email": "ana.ruiz@adventure-works.example"}

    email: Annotated[
        str,
        Meta(
            min_length=1, max_length=254, title="User name or e-mail",
            extra_json_schema={"autocomplete": "username", "autofocus": True},
        ),
    ]  # fmt: skip


class NewPasswordIn(In):
    example: ClassVar[dict[str, Any]] = {"password": "a sentence nobody guesses"}

    password: Annotated[
        str,
        Meta(
            min_length=1, max_length=256, title="New password",
            description="At least 15 characters. A sentence works well.",
            extra_json_schema={"kind": "password", "autocomplete": "new-password"},
        ),
    ]  # fmt: skip


class AcceptIn(In):
    example: ClassVar[dict[str, Any]] = {"name": "Ana Ruiz", "password": "a sentence nobody guesses"}

    name: Annotated[str, Meta(min_length=1, max_length=120, title="Your name")]
    password: Annotated[
        str,
        Meta(
            min_length=1,
            max_length=256,
            title="Password",
            description="At least 15 characters. A sentence works well.",
            extra_json_schema={"kind": "password", "autocomplete": "new-password"},
        ),
    ]


class MembershipIn(In):
    """One more role; without a plant it counts in all of them."""

    example: ClassVar[dict[str, Any]] = {"role": "operator"}

    role: Annotated[str, Meta(min_length=1, max_length=60, title="Role")]
    plant_id: Annotated[UUID | None, Meta(title="Plant")] = None


class LockIn(In):
    example: ClassVar[dict[str, Any]] = {"reason": "Badge and laptop were lost on Friday"}

    reason: Annotated[str, Meta(max_length=500, title="Reason", description="The person's page shows it.")]


class MembershipOut(Out):
    id: UUID
    role: str
    role_name: str
    plant_id: UUID | None
    plant: str


class PersonOut(UserOut):
    """A person with the roles one could give; ``locked`` says why they cannot sign in just now, ``fixed`` why the one
    who looks cannot change the account."""

    choices: list[tuple[str, str]] = []
    locked: str = ""
    memberships: list[MembershipOut] = []
    sessions: list[SessionOut] = []
    plants: list[tuple[str, str]] = []
    fixed: str = ""


class LookingOut(Out):
    """Whom the product is looked at as."""

    id: UUID
    name: str
