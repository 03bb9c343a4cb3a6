"""What may be said about e-mail, and what it shows. Passwords and keys are never shown again."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, ClassVar
from uuid import UUID

from msgspec import Meta, Struct

from unison_web.kit.web.structs import In, Out
from unison_web.modules.mail.rules import Fallback, Provider

SECRET = {"kind": "password", "autocomplete": "off"}
KEPT = "Kept encrypted and never shown again. Empty leaves the one that is there."


class MailSettingsIn(In):
    """The whole of it. Only the parts of the chosen providers have to be filled in."""

    example: ClassVar[dict[str, Any]] = {
        "provider": "smtp", "sender_address": "mes@example.com", "sender_name": "Example MES",
        "smtp_host": "mail.example.com", "smtp_user": "mes", "smtp_password": "what the mail server gave",
    }  # fmt: skip

    provider: Annotated[
        Provider,
        Meta(
            title="Send by",
            extra_json_schema={
                "labels": {
                    "catcher": "Nobody: catch mails here", "smtp": "SMTP server", "sendgrid": "SendGrid",
                    "ses": "AWS SES",
                }
            },
        ),
    ] = "catcher"  # fmt: skip
    fallback: Annotated[
        Fallback,
        Meta(
            title="When that does not work, by",
            extra_json_schema={
                "labels": {"": "Nobody, wait", "smtp": "SMTP server", "sendgrid": "SendGrid", "ses": "AWS SES"}
            },
        ),
    ] = ""
    sender_address: Annotated[
        str, Meta(max_length=254, title="Sender", description="The address that mails come from.")
    ] = ""
    sender_name: Annotated[str, Meta(max_length=100, title="Name of the sender")] = ""
    reply_to: Annotated[
        str, Meta(max_length=254, title="Answers go to", description="Another address, if they should.")
    ] = ""
    per_minute: Annotated[
        int, Meta(ge=1, le=10000, title="Mails a minute", description="More wait for the next minute.")
    ] = 60
    smtp_host: Annotated[str, Meta(max_length=253, title="Mail server")] = ""
    smtp_port: Annotated[int, Meta(ge=1, le=65535, title="Port")] = 587
    smtp_security: Annotated[
        str,
        Meta(
            pattern="^(starttls|tls|none)$", title="Encryption",
            extra_json_schema={
                "labels": {"starttls": "STARTTLS", "tls": "TLS from the first byte", "none": "None"}
            },
        ),
    ] = "starttls"  # fmt: skip
    smtp_user: Annotated[
        str, Meta(max_length=254, title="User name", description="Empty for a server that asks nobody.")
    ] = ""
    smtp_password: Annotated[
        str, Meta(max_length=1000, title="Password", description=KEPT, extra_json_schema=SECRET)
    ] = ""
    sendgrid_region: Annotated[
        str,
        Meta(
            pattern="^(global|eu)$", title="Region of SendGrid",
            extra_json_schema={"labels": {"global": "Worldwide", "eu": "European Union"}},
        ),
    ] = "global"  # fmt: skip
    sendgrid_key: Annotated[str, Meta(max_length=1000, title="API key", description=KEPT, extra_json_schema=SECRET)] = (
        ""
    )
    sendgrid_public_key: Annotated[
        str,
        Meta(
            max_length=1000, title="Verification key of events",
            description="SendGrid shows it where signed event webhooks are switched on.",
        ),
    ] = ""  # fmt: skip
    ses_region: Annotated[str, Meta(max_length=40, title="Region of AWS")] = ""
    ses_key_id: Annotated[str, Meta(max_length=200, title="Access key")] = ""
    ses_secret: Annotated[
        str, Meta(max_length=1000, title="Secret key", description=KEPT, extra_json_schema=SECRET)
    ] = ""
    ses_topic: Annotated[
        str, Meta(max_length=300, title="SNS topic of events", description="Its ARN. Others are not believed.")
    ] = ""


class MailSettingsOut(Struct):
    """``trouble`` is what was wrong with them when a mail was sent last; ``hook`` is told to who may change them."""

    provider: str = "catcher"
    fallback: str = ""
    sender_address: str = ""
    sender_name: str = ""
    reply_to: str = ""
    per_minute: int = 60
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_security: str = "starttls"
    smtp_user: str = ""
    has_smtp_password: bool = False
    sendgrid_region: str = "global"
    has_sendgrid_key: bool = False
    has_sendgrid_public_key: bool = False
    ses_region: str = ""
    ses_key_id: str = ""
    has_ses_secret: bool = False
    ses_topic: str = ""
    trouble: str = ""
    trouble_at: datetime | None = None
    hook: str = ""
    waiting: int = 0
    failed: int = 0


class MailTestIn(In):
    example: ClassVar[dict[str, Any]] = {"to": "you@example.com"}

    to: Annotated[str, Meta(min_length=3, max_length=254, title="Send a test to")]


class MailFindingOut(Struct):
    provider: str
    fine: bool
    words: str


class MailTestOut(Struct):
    fine: bool
    to: str
    findings: list[MailFindingOut]


class MailRow(Out):
    """A mail of the list."""

    id: UUID
    created_at: datetime
    to_address: str
    subject: str
    kind: str
    state: str
    provider: str
    error: str
    attempts: int


class MailEventOut(Out):
    created_at: datetime
    kind: str
    provider: str
    words: str


class MailOut(MailRow):
    """``text`` is empty for who may not read it, and where it is not kept; ``because`` says which."""

    to_name: str = ""
    fault: str = ""
    header_id: str = ""
    provider_id: str = ""
    next_at: datetime | None = None
    sent_at: datetime | None = None
    about_kind: str = ""
    about_id: UUID | None = None
    text: str = ""
    because: str = ""
    may_again: bool = False
    events: list[MailEventOut] = []


class SuppressionIn(In):
    example: ClassVar[dict[str, Any]] = {"address": "gone@example.com", "note": "Left the company"}

    address: Annotated[str, Meta(min_length=3, max_length=254, title="E-mail")]
    note: Annotated[str, Meta(max_length=500, title="Why")] = ""


class SuppressionOut(Out):
    id: UUID
    created_at: datetime
    address: str
    reason: str
    note: str
