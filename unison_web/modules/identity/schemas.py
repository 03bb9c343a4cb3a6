"""What may be said to identity, and what it shows."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, ClassVar
from uuid import UUID

from msgspec import Meta, Struct

from unison_web.kit.web.structs import In, Out

Name = Annotated[str, Meta(min_length=1, max_length=120, title="Name")]
Email = Annotated[str, Meta(min_length=3, max_length=254, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", title="E-mail")]


class LoginIn(In):
    """``email`` also takes a user name. ``organization`` is a slug, needed only where the account exists in several."""

    example: ClassVar[dict[str, Any]] = {
        "email": "planner@adventure-works.example",
        "password": "a sentence nobody guesses",
    }

    email: Annotated[
        str,
        Meta(
            min_length=1,
            max_length=254,
            title="User name or e-mail",
            extra_json_schema={"autocomplete": "username", "examples": ["planner@adventure-works.example"]},
        ),
    ]
    password: Annotated[
        str,
        Meta(
            min_length=1,
            max_length=256,
            title="Password",
            extra_json_schema={"kind": "password", "autocomplete": "current-password"},
        ),
    ]
    organization: Annotated[str, Meta(max_length=80, title="Company")] = ""


class SignInPage(Struct):
    """Around the sign-in form: the demo's people, and the companies an account exists in when it is several."""

    people: list[Any]
    choices: list[tuple[str, str]] = []
    ways: list[tuple[str, str]] = []
    company: str = ""


class DemoLoginIn(In):
    email: Annotated[str, Meta(min_length=3, max_length=254)]


class RefreshIn(In):
    example: ClassVar[dict[str, Any]] = {"refresh_token": "the one that came with the last answer"}

    refresh_token: Annotated[str, Meta(min_length=20, max_length=200)]


class TokensOut(Struct):
    """RFC 6749, section 5.1."""

    access_token: str
    refresh_token: str
    expires_in: int
    token_type: str = "bearer"  # noqa: S105  the name of a kind of token


class MeOut(Out):
    """The signed-in person, where they are, and what they may do there."""

    user_id: UUID | None
    name: str
    email: str
    organization_id: UUID
    organization_name: str
    plant_id: UUID | None
    plant_name: str
    zone: str
    locale: str
    permissions: list[str]
    roles: list[str] = []


class PlantChoiceIn(In):
    """An empty choice means all plants."""

    example: ClassVar[dict[str, Any]] = {"plant_id": "0193f2a4-6c1e-7d52-9b0a-3f6f2c1d8e45"}

    plant_id: UUID | None = None


class ThemeIn(In):
    example: ClassVar[dict[str, Any]] = {"theme": "dark"}

    theme: Annotated[str, Meta(pattern="^(auto|light|dark)$")]


class PasswordIn(In):
    example: ClassVar[dict[str, Any]] = {
        "current": "a sentence nobody guesses",
        "password": "another sentence nobody guesses",
    }

    current: Annotated[
        str,
        Meta(
            min_length=1,
            max_length=256,
            title="Current password",
            extra_json_schema={"kind": "password", "autocomplete": "current-password"},
        ),
    ]
    password: Annotated[
        str,
        Meta(
            min_length=1,
            max_length=256,
            title="New password",
            description="At least 15 characters. A sentence works well.",
            extra_json_schema={"kind": "password", "autocomplete": "new-password"},
        ),
    ]


class UserIn(In):
    example: ClassVar[dict[str, Any]] = {
        "name": "Ana Ruiz",
        "email": "ana.ruiz@adventure-works.example",
        "role": "operator",
        "badge": "20417",
        "password": "a sentence nobody guesses",
    }

    name: Name
    email: Email
    role: Annotated[str, Meta(min_length=1, max_length=60, title="Role")]
    badge: Annotated[
        str,
        Meta(max_length=40, title="Badge", description="The number printed on it. Leave empty for people without one."),
    ] = ""
    password: Annotated[
        str,
        Meta(
            max_length=256,
            title="First password",
            description="Leave empty for people who only use a badge.",
            extra_json_schema={"kind": "password", "autocomplete": "new-password"},
        ),
    ] = ""


class UserOut(Out):
    id: UUID
    name: str
    email: str
    state: str
    superuser: bool
    created_at: datetime
    roles: list[str] = []
    badge: str = ""
    state_because: str = ""


class RolesIn(In):
    """The roles a person has, in all plants."""

    example: ClassVar[dict[str, Any]] = {"roles": ["operator", "quality"]}

    roles: list[str] = []


class NewPasswordIn(In):
    """Given by an administrator; the person can change it after signing in."""

    example: ClassVar[dict[str, Any]] = {"password": "a sentence nobody guesses"}

    password: Annotated[
        str,
        Meta(
            min_length=1,
            max_length=256,
            title="New password",
            description="At least 15 characters. A sentence works well.",
            extra_json_schema={"kind": "password", "autocomplete": "new-password"},
        ),
    ]


class LocaleIn(In):
    """An empty choice means what the plant speaks."""

    example: ClassVar[dict[str, Any]] = {"locale": "de_AT"}

    locale: Annotated[str, Meta(pattern="^([a-z]{2}(_[A-Z]{2})?)?$", title="Language and formats")] = ""


class StateIn(In):
    example: ClassVar[dict[str, Any]] = {"state": "disabled", "reason": "Left the company"}

    state: Annotated[str, Meta(pattern="^(active|locked|disabled)$")]
    reason: Annotated[str, Meta(max_length=500, title="Reason")] = ""


class RoleOut(Out):
    id: UUID
    code: str
    name: str
    permissions: list[str] = []
    people: int = 0


class RoleMatrix(Struct):
    """Every permission, and which roles include it."""

    roles: list[RoleOut]
    permissions: list[str]
    granted: dict[str, list[str]]


class VisitIn(In):
    organization_id: UUID
    reason: Annotated[
        str,
        Meta(
            min_length=10,
            max_length=500,
            title="Reason",
            description="The company reads this in its own audit trail",
            extra_json_schema={"kind": "textarea"},
        ),
    ]


class CompanyOut(Out):
    """A company a superuser may enter."""

    id: UUID
    slug: str
    name: str
    state: str


class SessionOut(Out):
    id: UUID
    kind: str
    created_at: datetime
    expires_at: datetime
    agent: str
    method: str = "password"
    current: bool = False


class Profile(Struct):
    """What the profile page shows."""

    me: MeOut
    sessions: list[SessionOut]
    languages: list[tuple[str, str]] = []
    chosen: str = ""
