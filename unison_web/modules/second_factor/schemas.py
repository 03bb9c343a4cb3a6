"""What may be said of second factors, and what is shown."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from msgspec import Meta, Struct

from unison_web.kit.web.structs import In, Out

Password = Annotated[
    str,
    Meta(
        max_length=256, title="Your password", description="Once more, so that it is really you.",
        extra_json_schema={"kind": "password", "autocomplete": "current-password"},
    ),
]  # fmt: skip
Code = Annotated[
    str,
    Meta(
        min_length=6, max_length=60, title="Code",
        extra_json_schema={"autocomplete": "one-time-code", "inputmode": "numeric"},
    ),
]  # fmt: skip


class StepIn(In):
    """``ticket`` came with the 401 after the password; browsers keep it in a cookie."""

    example: ClassVar[dict[str, Any]] = {"code": "492039", "ticket": "what the first answer said"}

    code: Annotated[
        str,
        Meta(
            min_length=6, max_length=60, title="Code",
            description="The six digits of your authenticator app, or one of your recovery codes.",
            extra_json_schema={"autocomplete": "one-time-code"},
        ),
    ]  # fmt: skip
    ticket: Annotated[str, Meta(max_length=1000)] = ""


class AppIn(In):
    example: ClassVar[dict[str, Any]] = {
        "offer": "from GET /me/security/app", "code": "492039", "password": "a sentence nobody guesses",
    }  # fmt: skip

    code: Code
    offer: Annotated[str, Meta(max_length=1000)] = ""
    password: Password = ""


class PasswordOnlyIn(In):
    example: ClassVar[dict[str, Any]] = {"password": "a sentence nobody guesses"}

    password: Password = ""


class OfferOut(Out):
    """For an authenticator app: as a picture, and to type. ``offer`` goes back with the first code."""

    seed: str
    uri: str
    qr: str
    offer: str
    needs_password: bool = True
    needed: bool = False


class CodesOut(Out):
    """Shown once. Empty where the codes from before still work."""

    recovery_codes: list[str]


Answer = Annotated[
    str,
    Meta(max_length=20000, title="Answer of the device", extra_json_schema={"kind": "hidden"}),
]
Question = Annotated[str, Meta(max_length=1000, extra_json_schema={"kind": "hidden"})]


class QuestionOut(Out):
    """What the browser's `navigator.credentials` is asked, as JSON; `question` goes back with the answer."""

    options: str
    question: str
    needs_password: bool = False


class PasskeyIn(In):
    example: ClassVar[dict[str, Any]] = {
        "name": "Work laptop", "question": "from GET /me/security/passkeys", "answer": "PublicKeyCredential as JSON",
        "password": "a sentence nobody guesses",
    }  # fmt: skip

    name: Annotated[str, Meta(min_length=1, max_length=60, title="Name", description="Where it is: Work laptop.")]
    question: Question = ""
    answer: Answer = ""
    password: Password = ""


class PasskeySignInIn(In):
    example: ClassVar[dict[str, Any]] = {
        "question": "from GET /auth/passkey", "answer": "PublicKeyCredential as JSON",
    }  # fmt: skip

    question: Question = ""
    answer: Answer = ""


class PasskeyOut(Out):
    id: UUID
    name: str
    created_at: datetime
    last_used_at: datetime | None


class FactorsOut(Out):
    """What somebody has besides a password."""

    app: bool
    app_since: datetime | None
    passkeys: list[PasskeyOut]
    recovery_left: int
    needed: bool


class ColleagueOut(FactorsOut):
    id: UUID
    name: str


class ResetIn(In):
    example: ClassVar[dict[str, Any]] = {"reason": "Lost her phone, came by in person"}

    reason: Annotated[
        str,
        Meta(
            min_length=10, max_length=500, title="Reason", description="How you know that it is really this person.",
            extra_json_schema={"kind": "textarea"},
        ),
    ]  # fmt: skip


class PolicyIn(In):
    example: ClassVar[dict[str, Any]] = {"needed_by": "administrators"}

    needed_by: Annotated[
        Literal["nobody", "administrators", "everybody"],
        Meta(
            title="Who needs a second factor",
            description="Who has none is led to add one, and can do nothing else until then. Badges at tablets and "
            "single sign-on are not asked.",
        ),
    ]


class PolicyOut(Struct):
    needed_by: str
    without: int = 0
