"""What may be said to single sign-on, and what it shows. The client secret is never shown again."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from msgspec import Meta, Struct

from unison_web.kit.web.structs import In, Out


class ProviderIn(In):
    example: ClassVar[dict[str, Any]] = {
        "issuer": "https://login.example.com", "client_id": "unison", "secret": "what the provider gave",
        "domains": "example.com", "creates": False, "role": "operator", "proof": "provider", "enabled": True,
    }  # fmt: skip

    issuer: Annotated[
        str,
        Meta(
            min_length=8, max_length=500, title="Issuer",
            description="The provider's address, as its discovery document writes it.",
        ),
    ]  # fmt: skip
    client_id: Annotated[str, Meta(min_length=1, max_length=300, title="Client id")]
    secret: Annotated[
        str,
        Meta(
            max_length=1000, title="Client secret",
            description="Kept encrypted and never shown again. Empty leaves the one that is there.",
            extra_json_schema={"kind": "password", "autocomplete": "off"},
        ),
    ] = ""  # fmt: skip
    domains: Annotated[
        str,
        Meta(
            max_length=1000, title="E-mail domains",
            description="Only addresses of these come in: example.com, example.org",
        ),
    ] = ""  # fmt: skip
    creates: Annotated[
        bool,
        Meta(title="Add people at their first sign-in", description="Otherwise only people who are here already."),
    ] = False
    role: Annotated[str, Meta(min_length=1, max_length=60, title="Role of people who are added")] = "operator"
    proof: Annotated[
        Literal["provider", "proved"],
        Meta(
            title="Second factor",
            extra_json_schema={
                "labels": {
                    "provider": "The provider decides",
                    "proved": "Unison asks, unless the provider says that it did",
                }
            },
        ),
    ] = "provider"
    enabled: Annotated[bool, Meta(title="Show the button on the sign-in page")] = False


class AloneIn(In):
    example: ClassVar[dict[str, Any]] = {"alone": False, "break_glass_id": None}

    alone: Annotated[
        bool,
        Meta(title="Only single sign-on", description="No passwords and no passkeys. Badges and API keys go on."),
    ] = False
    break_glass_id: Annotated[
        UUID | None,
        Meta(
            title="Who can still come in with a password",
            description="For the day the provider does not answer. Keep this password in a safe.",
        ),
    ] = None


class TryOut(Out):
    created_at: datetime
    outcome: str
    who: str
    because: str


class ProviderOut(Struct):
    """How it is set up. ``redirect`` and ``page`` are what the provider and the people need to know."""

    redirect: str
    page: str
    there: bool = False
    issuer: str = ""
    client_id: str = ""
    has_secret: bool = False
    domains: list[str] = []
    creates: bool = False
    role: str = ""
    proof: str = "provider"
    enabled: bool = False
    alone: bool = False
    break_glass: str = ""
    worked_at: datetime | None = None
    people: int = 0
    tries: list[TryOut] = []


class FindingOut(Struct):
    what: str
    fine: bool
    words: str


class TestOut(Struct):
    fine: bool
    findings: list[FindingOut]


class LinkOut(Struct):
    """Which person of the provider somebody is."""

    id: UUID
    name: str
    linked: bool = False
    issuer: str = ""
    subject: str = ""
    since: datetime | None = None
    last_used_at: datetime | None = None


class UnlinkIn(In):
    example: ClassVar[dict[str, Any]] = {"reason": "Has another account at the provider now"}

    reason: Annotated[str, Meta(min_length=3, max_length=500, title="Reason")]


class CompanyIn(In):
    """Where nobody knows yet which company it is about."""

    example: ClassVar[dict[str, Any]] = {"company": "adventure-works"}

    company: Annotated[
        str,
        Meta(
            min_length=1, max_length=80, title="Company", description="Its short name, as your administrator told you."
        ),
    ]


class RefusedOut(Struct):
    words: str
    company: str = ""
